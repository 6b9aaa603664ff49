import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../database/tables.ts';

/** At most one row: the key store that values in this database are sealed with. */
export const KeyStoreBindingEntity = defineEntity({
  name: 'KeyStoreBinding',
  tableName: 'key_store_binding',
  properties: {
    /** Always 1. */
    id: p.integer().autoincrement(false).primary(),
    keyStore: p.string().length(36),
    boundAt: p.bigint('number'),
  },
});

declare module '../../database/tables.ts' {
  interface Tables {
    key_store_binding: TableOf<typeof KeyStoreBindingEntity>;
  }
}
