import type { MatchField } from '../../customer/index.ts';
import type { FileSettings } from '../files/file-settings.ts';
import type { ColumnMapping, ImportKind, RowShape, TargetField } from '../mapping/target-field.ts';
import type { ReadSettings } from '../reading/index.ts';

/** Whether rows may create customers, change known ones, or both. */
export const IMPORT_MODES = ['CREATE_ONLY', 'UPDATE_ONLY', 'CREATE_AND_UPDATE'] as const;
/** See {@link IMPORT_MODES}. */
export type ImportMode = (typeof IMPORT_MODES)[number];

/** How a file is read and what its columns mean: the part of an import that is kept as one JSON text. */
export interface ImportSetup {
  /** What a person decided about reading. */
  readonly fileSettings: FileSettings;
  /** The whole of it, so that a resumed import reads the same whatever the detector has learnt since. */
  readonly read: ReadSettings;
  readonly mapping: readonly ColumnMapping[];
  /** Exact keys besides customer number and external id. */
  readonly keys: readonly (readonly TargetField[])[];
  readonly phoneRegion: string | null;
  readonly timeZone: string | null;
  readonly currency: string | null;
  /** Whether a person said that the same file may be imported once more. */
  readonly again: boolean;
}

const PHONE_KEYS: ReadonlySet<TargetField> = new Set(['PHONE', 'MOBILE', 'WORK_PHONE', 'HOME_PHONE']);
const KEY_FIELDS: ReadonlySet<string> = new Set<MatchField>([
  'NAME',
  'EMAIL',
  'WECHAT',
  'BIRTH_DATE',
  'RESIDENT_ID',
  'CREDIT_CODE',
  'PASSPORT',
  'MEMBER_ID',
  'TAX_ID',
]);

/** The field that a key of this target compares; undefined when it cannot be part of a key. */
export function matchFieldOf(target: TargetField): MatchField | undefined {
  if (PHONE_KEYS.has(target)) return 'PHONE';
  // A target of the set is a match field of the same name.
  return KEY_FIELDS.has(target) ? (target as MatchField) : undefined;
}

/**
 * Keys that a mapping suggests: identity documents alone, name with phone, name with e-mail. Never a name alone, but for
 * purchases that tell nothing else of their customers.
 */
export function suggestKeys(mapping: readonly ColumnMapping[], kind: ImportKind, rowShape: RowShape): TargetField[][] {
  const has = (...targets: TargetField[]) => mapping.some(({ target }) => targets.includes(target));
  const hasName =
    has('NAME', 'FAMILY_NAME', 'GIVEN_NAME') || (rowShape === 'ORGANISATION_WITH_CONTACT' && has('CONTACT_NAME'));
  const keys: TargetField[][] = [];
  if (has('RESIDENT_ID')) keys.push(['RESIDENT_ID']);
  if (has('CREDIT_CODE')) keys.push(['CREDIT_CODE']);
  if (hasName && has(...PHONE_KEYS)) keys.push(['NAME', 'PHONE']);
  if (hasName && has('EMAIL')) keys.push(['NAME', 'EMAIL']);
  if (kind === 'CUSTOMERS' || has('EXTERNAL_ID', 'CUSTOMER_NUMBER')) return keys;
  if (!hasName && has(...PHONE_KEYS)) keys.push(['PHONE']);
  if (!hasName && has('EMAIL')) keys.push(['EMAIL']);
  if (keys.length === 0 && hasName) keys.push(['NAME']);
  return keys;
}
