import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from './tables.ts';

/** One row: where the next block of primary keys begins. */
export const IdSequence = defineEntity({
  name: 'IdSequence',
  tableName: 'id_sequence',
  properties: {
    name: p.string().length(32).primary(),
    nextId: p.bigint('number'),
  },
});

declare module './tables.ts' {
  interface Tables {
    id_sequence: TableOf<typeof IdSequence>;
  }
}
