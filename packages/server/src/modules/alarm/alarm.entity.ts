import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/database/tables.ts';

/** Somebody, or a partner app, did what the watch rules look for. */
export const AlarmEntity = defineEntity({
  name: 'Alarm',
  tableName: 'alarm',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    /** One of ALARM_RULES. */
    rule: p.string().length(12),
    /** Who did it; null for an app. */
    userId: p.bigint('number').nullable(),
    /** The partner app that did it; null for a person. */
    appId: p.bigint('number').nullable(),
    raisedAt: p.bigint('number'),
    /** What was counted: customers, answers, refusals. */
    counted: p.bigint('number'),
    /** One of ALARM_OUTCOMES. */
    outcome: p.string().length(20),
    acknowledgedBy: p.bigint('number').nullable(),
    acknowledgedAt: p.bigint('number').nullable(),
    note: p.string().length(300).nullable(),
  },
  indexes: [
    { properties: ['userId', 'rule', 'raisedAt'] },
    { properties: ['appId', 'rule', 'raisedAt'] },
    { properties: ['raisedAt', 'id'] },
    { properties: ['acknowledgedAt', 'raisedAt', 'id'] },
  ],
});

declare module '../../platform/database/tables.ts' {
  interface Tables {
    alarm: TableOf<typeof AlarmEntity>;
  }
}
