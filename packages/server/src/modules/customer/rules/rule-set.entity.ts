import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** The rules by which shown values are chosen: every version that was ever put in force. The last one is in force. */
export const RuleSetEntity = defineEntity({
  name: 'RuleSet',
  tableName: 'rule_set',
  properties: {
    /** 1, 2, 3 … */
    version: p.integer().autoincrement(false).primary(),
    /** Since when. */
    at: p.bigint('number'),
    /** Who put it in force; null: the system. */
    actorId: p.bigint('number').nullable(),
    reason: p.string().length(300),
    /** The earlier version that was put in force again. */
    restoredVersion: p.integer().nullable(),
    /** JSON: the general order of sources, and the rules of fields that have one. */
    document: p.text(),
  },
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    rule_set: TableOf<typeof RuleSetEntity>;
  }
}
