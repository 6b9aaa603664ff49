import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** One run of recognition over all customers. */
export const MatchRunEntity = defineEntity({
  name: 'MatchRun',
  tableName: 'match_run',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    jobId: p.bigint('number'),
    actorId: p.bigint('number').nullable(),
    startedAt: p.bigint('number'),
    /** Null until all it found stands in the database. */
    finishedAt: p.bigint('number').nullable(),
    /** What it is at: READING, COMPARING, WRITING, GROUPING; DONE when nothing more is to come. */
    phase: p.string().length(12).default('READING'),
    /** How many customers there were to read when it began. */
    expected: p.integer().default(0),
    /** How many of them were read so far, or compared. */
    handled: p.integer().default(0),
    customers: p.integer().default(0),
    /** Pairs that were compared. */
    compared: p.bigint('number').default(0),
    /** Blocks that were too large and were split by a second key. */
    splitBlocks: p.integer().default(0),
    /** Blocks that stayed too large and were left out. */
    leftOutBlocks: p.integer().default(0),
    /** Pairs that were kept. */
    found: p.integer().default(0),
  },
  indexes: [{ properties: ['finishedAt'] }],
});

/** What a run learned about one kind of customers: no value of any customer is in it. */
export const MatchModelEntity = defineEntity({
  name: 'MatchModel',
  tableName: 'match_model',
  properties: {
    runId: p.bigint('number').primary(),
    kind: p.string().length(12).primary(),
    customers: p.integer(),
    /** Decimal text: chances are smaller than columns of whole numbers can say. */
    prior: p.string().length(32),
    /** JSON: for each field its levels with m and u. */
    chances: p.text(),
    /** JSON: expected precision, recall and number of pairs by threshold. */
    curve: p.text(),
    /** JSON: how many values of a field stand for nothing, and how often customers have one; no value. */
    fillers: p.text(),
  },
});

/** Two customers who may be one, with what speaks for it and against. Its values stand nowhere here: only how far they agree. */
export const MatchPairEntity = defineEntity({
  name: 'MatchPair',
  tableName: 'match_pair',
  properties: {
    /** The one with the smaller key. */
    customerId: p.bigint('number').primary(),
    otherId: p.bigint('number').primary(),
    id: p.bigint('number').autoincrement(false).unique(),
    runId: p.bigint('number'),
    kind: p.string().length(12),
    /** Thousandths of bits. */
    weight: p.integer(),
    /** The same without what documents say: for whoever may not look up by these. */
    openWeight: p.integer(),
    /** JSON: for each field its level, weight and rarity. */
    fields: p.text(),
    /** OPEN, SAME, NOT_SAME or LATER. */
    state: p.string().length(12).default('OPEN'),
    decidedBy: p.bigint('number').nullable(),
    decidedAt: p.bigint('number').nullable(),
    reason: p.string().length(500).nullable(),
    foundAt: p.bigint('number'),
    version: p.integer().default(1),
  },
  indexes: [
    { properties: ['state', 'weight', 'id'] },
    { properties: ['state', 'openWeight', 'id'] },
    { properties: ['otherId'] },
    { properties: ['runId'] },
  ],
});

/** What people decided about two customers, for ever: later runs respect it, also after one of them was merged. */
export const MatchDecisionEntity = defineEntity({
  name: 'MatchDecision',
  tableName: 'match_decision',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    customerId: p.bigint('number'),
    otherId: p.bigint('number'),
    verdict: p.string().length(12),
    reason: p.string().length(500).nullable(),
    actorId: p.bigint('number').nullable(),
    decidedAt: p.bigint('number'),
    /** JSON: how far the two agreed then, the level by field; null when no run had compared them. */
    levels: p.text().nullable(),
  },
  indexes: [
    { properties: ['customerId', 'otherId'] },
    { properties: ['otherId'] },
    { properties: ['decidedAt', 'id'] },
  ],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    match_run: TableOf<typeof MatchRunEntity>;
    match_model: TableOf<typeof MatchModelEntity>;
    match_pair: TableOf<typeof MatchPairEntity>;
    match_decision: TableOf<typeof MatchDecisionEntity>;
  }
}
