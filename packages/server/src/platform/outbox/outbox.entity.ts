import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../database/tables.ts';

/** Something that happened, written with the change that it tells of. Consumers follow `seq`, never `id`. */
export const OutboxEventEntity = defineEntity({
  name: 'OutboxEvent',
  tableName: 'outbox_event',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    /** Given by the sealer after the commit; gapless and in the order consumers see. */
    seq: p.bigint('number').nullable().unique(),
    at: p.bigint('number'),
    type: p.string().length(60),
    /** What it is about, for example a customer's or an import's key. */
    objectId: p.bigint('number').nullable(),
    payload: p.text(),
  },
});

/** The last sequence number given in each sealed table, and the hash of that row where rows are chained. */
export const SealHeadEntity = defineEntity({
  name: 'SealHead',
  tableName: 'seal_head',
  properties: {
    name: p.string().length(40).primary(),
    seq: p.bigint('number'),
    hash: p.string().length(64),
  },
});

/** How far each consumer of events has come. */
export const ConsumerEntity = defineEntity({
  name: 'Consumer',
  tableName: 'consumer',
  properties: {
    name: p.string().length(60).primary(),
    seq: p.bigint('number'),
    updatedAt: p.bigint('number'),
  },
});

declare module '../database/tables.ts' {
  interface Tables {
    outbox_event: TableOf<typeof OutboxEventEntity>;
    seal_head: TableOf<typeof SealHeadEntity>;
    consumer: TableOf<typeof ConsumerEntity>;
  }
}
