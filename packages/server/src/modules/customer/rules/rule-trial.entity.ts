import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** Dry runs of changed rules. Only the last one counts; its job removes those before it. */
export const RuleTrialEntity = defineEntity({
  name: 'RuleTrial',
  tableName: 'rule_trial',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    /** The version of the rules that it is compared with. */
    baseVersion: p.integer(),
    /** JSON: the rules tried. */
    document: p.text(),
    actorId: p.bigint('number').nullable(),
    startedAt: p.bigint('number'),
    jobId: p.bigint('number'),
    finishedAt: p.bigint('number').nullable(),
  },
});

/** Customers who would show another value of a field under the rules tried. Which values, is worked out when it is looked at. */
export const RuleFlipEntity = defineEntity({
  name: 'RuleFlip',
  tableName: 'rule_flip',
  properties: {
    trialId: p.bigint('number').primary(),
    field: p.string().length(32).primary(),
    customerId: p.bigint('number').primary(),
  },
  indexes: [{ properties: ['customerId'] }],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    rule_trial: TableOf<typeof RuleTrialEntity>;
    rule_flip: TableOf<typeof RuleFlipEntity>;
  }
}
