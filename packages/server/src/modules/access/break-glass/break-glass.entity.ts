import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** An hour in which somebody may see customers whom their roles do not show. Begun by an approval, never removed. */
export const BreakGlassEntity = defineEntity({
  name: 'BreakGlass',
  tableName: 'break_glass',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    userId: p.bigint('number'),
    /** The session that it holds for; it ends with it. */
    sessionId: p.bigint('number'),
    approvalId: p.bigint('number'),
    approvedBy: p.bigint('number'),
    reason: p.string().length(300),
    beganAt: p.bigint('number'),
    until: p.bigint('number'),
    /** When somebody ended it before its time, and who; null: its time or its session ended it, or nothing yet. */
    endedAt: p.bigint('number').nullable(),
    endedBy: p.bigint('number').nullable(),
    /** How many customers it has shown. */
    customers: p.integer(),
    /** Who looked through what was read, when, and what came of it. */
    reviewedBy: p.bigint('number').nullable(),
    reviewedAt: p.bigint('number').nullable(),
    reviewNote: p.string().length(300).nullable(),
  },
  indexes: [{ properties: ['userId', 'id'] }],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    break_glass: TableOf<typeof BreakGlassEntity>;
  }
}
