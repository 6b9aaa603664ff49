import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** Who decides at an organisation, in general or about one matter. Versions as in `relationship`. */
export const DecisionChainEntity = defineEntity({
  name: 'DecisionChain',
  tableName: 'decision_chain',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    version: p.integer().primary(),
    customerId: p.bigint('number'),
    /** The organisation's subject when it was recorded; never changes. */
    subjectId: p.bigint('number'),
    /** The matter; null: purchases in general. */
    about: p.string().length(120).nullable(),
    /** Within so many days each person is looked at again. */
    cycleDays: p.integer(),
    closed: p.tinyint().default(0),
    sourceId: p.bigint('number'),
    recordedBy: p.bigint('number'),
    recordedFrom: p.bigint('number'),
    recordedTo: p.bigint('number').nullable(),
  },
  indexes: [{ properties: ['customerId', 'id'] }],
});

/** One person in a decision chain. Versions as in `relationship`. */
export const DecisionMemberEntity = defineEntity({
  name: 'DecisionMember',
  tableName: 'decision_member',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    version: p.integer().primary(),
    chainId: p.bigint('number'),
    /** The person, and their subject when they were recorded. */
    customerId: p.bigint('number'),
    subjectId: p.bigint('number'),
    /** The codes of the parts they take, as a JSON list. */
    roles: p.text(),
    attitude: p.string().length(12).nullable(),
    /** 0 to 100. */
    influence: p.smallint().nullable(),
    note: p.text().nullable(),
    verifiedAt: p.bigint('number').nullable(),
    verifiedBy: p.bigint('number').nullable(),
    /** Whether they were taken out. */
    withdrawn: p.tinyint().default(0),
    sourceId: p.bigint('number'),
    recordedBy: p.bigint('number'),
    recordedFrom: p.bigint('number'),
    recordedTo: p.bigint('number').nullable(),
  },
  indexes: [{ properties: ['chainId', 'id'] }, { properties: ['customerId', 'id'] }],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    decision_chain: TableOf<typeof DecisionChainEntity>;
    decision_member: TableOf<typeof DecisionMemberEntity>;
  }
}
