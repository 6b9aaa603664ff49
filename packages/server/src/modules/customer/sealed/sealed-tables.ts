import type { SealedTable } from '../../../platform/crypto/rotation/sealed-table.ts';
import {
  type ContactContent,
  contactEntries,
  contentOf,
  type IdentifierContent,
  identifierEntries,
  matchKeyOf,
} from './contents.ts';
import { ADDRESS_SEALED, CONTACT_SEALED, IDENTIFIER_SEALED, RECORD_SEALED } from './seal-rows.ts';

const CHILD = { key: ['customer_id', 'id'], rowId: 'id', subjectId: 'subject_id' } as const;
/** Asked for without a value, only the names of the indexes are wanted. */
const NO_VALUE = '';

/** Customers' tables with sealed values, for rotations. */
export const customerSealedTables: readonly SealedTable[] = [
  {
    ...CHILD,
    column: CONTACT_SEALED,
    with: ['type'],
    entriesOf: (plain, { type }, index) => {
      const matchKey = plain === NO_VALUE ? null : matchKeyOf(contentOf<ContactContent>(plain));
      return { ...contactEntries(String(type), matchKey, index) };
    },
  },
  {
    ...CHILD,
    column: IDENTIFIER_SEALED,
    with: ['type'],
    entriesOf: (plain, { type }, index) => {
      const matchKey = plain === NO_VALUE ? null : matchKeyOf(contentOf<IdentifierContent>(plain));
      return { ...identifierEntries(String(type), matchKey, index) };
    },
  },
  { ...CHILD, column: ADDRESS_SEALED, entriesOf: () => ({}) },
  { ...CHILD, column: RECORD_SEALED, entriesOf: () => ({}) },
];
