import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../database/tables.ts';

/** Work for the worker. Taken by compare-and-set with a lease; a fence number keeps a late owner from writing. */
export const JobEntity = defineEntity({
  name: 'Job',
  tableName: 'job',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    kind: p.string().length(60),
    /** At most one unfinished job has a given key; null means no such limit. */
    uniqueKey: p.string().length(120).nullable().unique(),
    /** QUEUED, RUNNING, PAUSED, DONE, FAILED, CANCELLED. */
    state: p.string().length(12),
    /** What was asked for; JSON, never changed. */
    payload: p.text(),
    /** Where the handler stands; JSON, written with the work it tells of. */
    checkpoint: p.text().nullable(),
    /** How many steps were committed: tells a repeated commit from a new one when the answer was lost. */
    steps: p.integer().default(0),
    /** 0 to 1, for people. */
    progress: p.double().nullable(),
    note: p.string().length(200).nullable(),
    /** PAUSE or CANCEL while the handler has not yet obeyed. */
    wanted: p.string().length(12).nullable(),
    /** Starts since the last committed step. */
    attempts: p.integer().default(0),
    maxAttempts: p.integer().default(5),
    runAfter: p.bigint('number'),
    leaseOwner: p.string().length(80).nullable(),
    leaseUntil: p.bigint('number').nullable(),
    fence: p.integer().default(0),
    problem: p.string().length(500).nullable(),
    /** The user on whose behalf it runs, with the rights that user then has; 0 for the system. */
    createdBy: p.bigint('number'),
    createdAt: p.bigint('number'),
    startedAt: p.bigint('number').nullable(),
    finishedAt: p.bigint('number').nullable(),
  },
  indexes: [{ properties: ['state', 'runAfter', 'id'] }, { properties: ['createdAt', 'id'] }],
});

/** Named leases, for work that only one process may do at a time (the sealer, the scheduler). */
export const LeaseEntity = defineEntity({
  name: 'Lease',
  tableName: 'lease',
  properties: {
    name: p.string().length(60).primary(),
    owner: p.string().length(80),
    until: p.bigint('number'),
    fence: p.integer(),
  },
});

/** When each repeated job was last started: the slot of its time table, so that no two processes start the same one. */
export const ScheduleEntity = defineEntity({
  name: 'Schedule',
  tableName: 'schedule',
  properties: {
    name: p.string().length(60).primary(),
    lastSlot: p.bigint('number'),
  },
});

declare module '../database/tables.ts' {
  interface Tables {
    job: TableOf<typeof JobEntity>;
    lease: TableOf<typeof LeaseEntity>;
    schedule: TableOf<typeof ScheduleEntity>;
  }
}
