import type { CustomerField, VerifiedValue } from '@dossier/shared/facts';
import type { RecordInForce } from './record-in-force.ts';

/** A person's mark on a field, with the record in which it stands. */
export interface Mark<Content> {
  readonly content: Content;
  readonly record: RecordInForce;
}

/** Under what the checking of a value is remembered. */
export function verifiedKey(field: CustomerField, key: string): string {
  return `${field}|${key}`;
}

/** Whether a value was checked later in one mark than in the other, whenever each was written down. */
export function isLaterChecking(a: Mark<VerifiedValue>, b: Mark<VerifiedValue>): boolean {
  return a.content.at > b.content.at || (a.content.at === b.content.at && a.content.method > b.content.method);
}
