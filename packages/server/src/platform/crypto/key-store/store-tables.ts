import type { Kysely } from 'kysely';
import { CompiledQuery } from 'kysely';
import type { DatabaseAddress } from '../../database/database-url.ts';
import { LONGEST_WRAPPED } from './key-wrapper.ts';

/** The tables of a key store. They are no part of the database and of none of its backups. */
export interface KeyStoreTables {
  /** One row. */
  key_store: {
    id: number;
    format: number;
    /** Names this key store; the database names it too, so that the two cannot be mixed up. */
    store_id: string;
    /** Counts what other processes must learn of: keys destroyed, versions added. */
    epoch: number;
    created_at: number;
    /** When the recovery file was last written, and which versions it holds, as JSON. */
    recovery_at: number | null;
    recovery_covers: string | null;
  };
  /** What tells whether a master key is the right one: a known value wrapped with it. */
  master_key: { version: number; check_value: Uint8Array; created_at: number };
  index_key: {
    version: number;
    master_version: number;
    wrapped: Uint8Array;
    /** CURRENT: new entries are made with it. OLD: entries made with it may still be there. */
    state: 'CURRENT' | 'OLD';
    created_at: number;
  };
  subject_key: {
    subject_id: number;
    generation: number;
    master_version: number;
    wrapped: Uint8Array;
    created_at: number;
  };
  /** Whose keys were destroyed. Never removed: what is read here beats any key that a restore brings back. */
  tombstone: { subject_id: number; destroyed_at: number };
}

/** The layout below. */
export const STORE_FORMAT = 1;

/** Makes the tables where they are not there. */
export async function createStoreTables(db: Kysely<KeyStoreTables>, engine: DatabaseAddress['engine']): Promise<void> {
  const isSqlite = engine === 'sqlite';
  const bytes = isSqlite ? 'blob' : `varbinary(${LONGEST_WRAPPED})`;
  const text = (length: number) => (isSqlite ? 'text' : `varchar(${length})`);
  const tail = isSqlite ? '' : ' engine=InnoDB character set utf8mb4 collate utf8mb4_bin';
  // Two column keys are kept with their rows on servers anyway.
  const keyed = isSqlite ? ' without rowid' : tail;
  const tables = [
    `key_store (id int primary key, format int not null, store_id ${text(36)} not null, epoch bigint not null, created_at bigint not null, recovery_at bigint, recovery_covers ${text(2_000)})${tail}`,
    `master_key (version int primary key, check_value ${bytes} not null, created_at bigint not null)${tail}`,
    `index_key (version int primary key, master_version int not null, wrapped ${bytes} not null, state ${text(7)} not null, created_at bigint not null)${tail}`,
    `subject_key (subject_id bigint not null, generation int not null, master_version int not null, wrapped ${bytes} not null, created_at bigint not null, primary key (subject_id, generation))${keyed}`,
    `tombstone (subject_id bigint primary key, destroyed_at bigint not null)${tail}`,
  ];
  for (const table of tables) await db.executeQuery(CompiledQuery.raw(`create table if not exists ${table}`));
}
