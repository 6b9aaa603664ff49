import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../database/tables.ts';

/** What a mutation with an idempotency key answered; written in the transaction whose effect it stands for. */
export const IdempotencyKeyEntity = defineEntity({
  name: 'IdempotencyKey',
  tableName: 'idempotency_key',
  properties: {
    /** Whose key it is: kind and key of the actor. */
    actor: p.string().length(40).primary(),
    /** `idempotencyKey` as the caller gave it. */
    name: p.string().length(120).primary(),
    /** Keyed digest of the operation and its input. */
    fingerprint: p.string().length(64),
    /** The key of the row that the work made or changed, as JSON; null while the transaction that took the key still runs. */
    answer: p.text().nullable(),
    createdAt: p.bigint('number'),
  },
  indexes: [{ properties: ['createdAt'] }],
});

declare module '../database/tables.ts' {
  interface Tables {
    idempotency_key: TableOf<typeof IdempotencyKeyEntity>;
  }
}
