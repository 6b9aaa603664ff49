import type { Selectable } from 'kysely';
import type { Tables } from '../../platform/database/tables.ts';
import type { FileEnd } from '../intake/index.ts';

const DAY_MS = 86_400_000;
/** So long backups of the database and copies of the key store are kept at most: what operators are told to see to. */
export const BACKUPS_KEPT_MS = 30 * DAY_MS;

/** Where a request stands. */
export const ERASURE_STATES = ['REQUESTED', 'CANCELLED', 'RUNNING', 'DONE'] as const;
/** See {@link ERASURE_STATES}. */
export type ErasureState = (typeof ERASURE_STATES)[number];

/** What an erasure found and destroyed. Holds keys and counts only. */
export interface Receipt {
  /** Whose keys were destroyed. */
  readonly subjectIds: readonly number[];
  /** When they were (ms): from then on the live installation opens nothing of the customer. */
  readonly keysDestroyedAt: number;
  /** How many rows were removed, by table; orders and consents are kept without the customer. */
  readonly removed: Readonly<Record<string, number>>;
  readonly ordersKept: number;
  readonly consentsKept: number;
  /** Files that tell of the customer among others. */
  readonly files: readonly FileEnd[];
  /** From when on no copy can open or show anything (ms): the last file's end, or now, and the age of the oldest backup. */
  readonly nothingLeftFrom: number;
}

/** A stored request with its JSON read. */
export interface ErasureRecord extends Omit<Selectable<Tables['erasure']>, 'state' | 'receipt'> {
  readonly state: ErasureState;
  readonly receipt: Receipt | null;
}

/** Reads a stored row. */
export function toErasure(row: Selectable<Tables['erasure']>): ErasureRecord {
  // Only this module writes them, from values of these types.
  return {
    ...row,
    state: row.state as ErasureState,
    receipt: row.receipt === null ? null : (JSON.parse(row.receipt) as Receipt),
  };
}
