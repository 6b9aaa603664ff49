import type { IdentifierFact } from '@dossier/shared/facts';
import {
  standardiseCreditCode,
  standardiseExternalId,
  standardiseResidentId,
  toHalfWidth,
  type ResidentId,
  type Standardised,
} from '@dossier/shared/standardise';
import { rawUnless, type Tally } from './facts.ts';
import type { Columns, FileRow } from './plan.ts';
import type { Kind } from './read-names.ts';

const LONGEST = 100;

/** The identity documents of a row, and what the resident number says of its bearer. */
export interface ReadIdentifiers {
  readonly identifiers: IdentifierFact[];
  readonly residentId?: ResidentId;
}

/** Reads the documents that a customer of this kind can have; the others are kept as other data by the caller. */
export function readIdentifiers(
  row: FileRow,
  columns: Columns,
  kind: Kind | undefined,
  today: string,
  tally: Tally,
): ReadIdentifiers {
  const identifiers: IdentifierFact[] = [];
  const push = (fact: IdentifierFact | undefined) => {
    if (fact) identifiers.push(fact);
  };
  let residentId: ResidentId | undefined;
  const cell = (target: Parameters<Columns['cell']>[1]) => columns.cell(row, target);
  if (kind !== 'ORGANISATION' && columns.has('RESIDENT_ID')) {
    const read = standardiseResidentId(cell('RESIDENT_ID'), { today });
    if (read.state === 'ok') residentId = read.value;
    push(identifierOf('RESIDENT_ID', cell('RESIDENT_ID'), read, ({ number }) => number, tally));
  }
  if (kind !== 'PERSON' && columns.has('CREDIT_CODE'))
    push(
      identifierOf(
        'CREDIT_CODE',
        cell('CREDIT_CODE'),
        standardiseCreditCode(cell('CREDIT_CODE')),
        ({ code }) => code,
        tally,
      ),
    );
  if (columns.has('PASSPORT')) push(numberOf('PASSPORT', cell('PASSPORT'), tally));
  if (columns.has('MEMBER_ID')) push(numberOf('MEMBER_ID', cell('MEMBER_ID'), tally));
  if (columns.has('TAX_ID')) push(numberOf('TAX_ID', cell('TAX_ID'), tally));
  if (columns.has('OTHER_ID')) push(numberOf('OTHER', cell('OTHER_ID'), tally));
  return residentId ? { identifiers, residentId } : { identifiers };
}

function numberOf(type: IdentifierFact['type'], cell: string, tally: Tally): IdentifierFact | undefined {
  return identifierOf(
    type,
    cell,
    standardiseExternalId(cell),
    (text) => toHalfWidth(text).replaceAll(' ', '').toUpperCase(),
    tally,
  );
}

function identifierOf<T>(
  type: IdentifierFact['type'],
  cell: string,
  read: Standardised<T>,
  textOf: (value: T) => string,
  tally: Tally,
): IdentifierFact | undefined {
  if (read.state === 'empty') return undefined;
  const value = read.state === 'ok' ? textOf(read.value) : cell.trim();
  const problem = value.length > LONGEST ? 'TEXT_TOO_LONG' : read.state === 'ok' ? read.warnings?.[0] : read.rule;
  if (problem) tally.warnings++;
  const isValid = read.state === 'ok' && value.length <= LONGEST;
  return {
    type,
    value: value.slice(0, LONGEST),
    ...rawUnless(cell, value.slice(0, LONGEST)),
    ...(isValid ? { matchKey: value } : {}),
    ...(problem ? { problem } : {}),
  };
}
