import type { EntitySchemaWithMeta, InferKyselyTable } from '@mikro-orm/sql';
import type { Kysely, Selectable, Transaction } from 'kysely';

/**
 * Every table's row type, by table name. Each entity file adds its own by declaration merging, so that a repository is
 * typed without importing other modules' entities:
 *
 *     declare module '../../platform/database/tables.ts' {
 *       interface Tables { customer: TableOf<typeof CustomerEntity>; }
 *     }
 */
// oxlint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type -- filled by declaration merging
export interface Tables {}

/** The row type of an entity: snake_case columns, as both engines return them. */
export type TableOf<Entity extends EntitySchemaWithMeta> = InferKyselyTable<Entity>;

/** A row as it is read back. */
export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>;

/** A connection for reading; statements see committed data only. */
export type Reader = Kysely<Tables>;

/** One running write transaction. */
export type Trx = Transaction<Tables>;

/** Whatever a query can run on: reads outside, or inside a transaction to see its own writes. */
export type Queryable = Kysely<Tables>;
