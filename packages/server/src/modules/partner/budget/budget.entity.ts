import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** What an app may still ask for at once: points that come back evenly over a minute. Processes take theirs in portions. */
export const PartnerBudgetEntity = defineEntity({
  name: 'PartnerBudget',
  tableName: 'partner_budget',
  properties: {
    appId: p.bigint('number').autoincrement(false).primary(),
    points: p.bigint('number'),
    /** When there were so many. */
    at: p.bigint('number'),
  },
});

/** What an app asked for on one day. */
export const PartnerUsageEntity = defineEntity({
  name: 'PartnerUsage',
  tableName: 'partner_usage',
  properties: {
    appId: p.bigint('number').autoincrement(false).primary(),
    /** In UTC. */
    day: p.string().length(10).primary(),
    /** Points that processes have taken for it; the daily limit is about these. */
    taken: p.bigint('number'),
    /** Points that were spent. */
    spent: p.bigint('number'),
    operations: p.bigint('number'),
    /** How many were refused because the budget did not suffice. */
    refused: p.bigint('number'),
    /** How many customers it was given something of, as far as `watch-apps` has counted. */
    customers: p.bigint('number'),
  },
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    partner_budget: TableOf<typeof PartnerBudgetEntity>;
    partner_usage: TableOf<typeof PartnerUsageEntity>;
  }
}
