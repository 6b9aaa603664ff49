import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/database/tables.ts';

/**
 * The golden record: one row per customer with the chosen value of every single-valued field. What the sources said is in
 * `source_record`; this row is computed from them by the survivorship rules.
 */
export const CustomerEntity = defineEntity({
  name: 'Customer',
  tableName: 'customer',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    /** The subject whose key seals this row's values; never changes. */
    subjectId: p.bigint('number'),
    number: p.string().length(40).unique(),
    kind: p.string().length(12),
    name: p.string().length(200).nullable(),
    /** Folded name in pinyin or Latin letters: what lists are sorted by. */
    nameSort: p.string().length(64).default(''),
    familyName: p.string().length(100).nullable(),
    givenName: p.string().length(100).nullable(),
    gender: p.string().length(12).nullable(),
    birthDate: p.string().length(10).nullable(),
    employer: p.string().length(200).nullable(),
    jobTitle: p.string().length(100).nullable(),
    industry: p.string().length(32).nullable(),
    size: p.string().length(32).nullable(),
    note: p.text().nullable(),
    stage: p.string().length(32).nullable(),
    grade: p.string().length(32).nullable(),
    status: p.string().length(12).default('ACTIVE'),
    ownerId: p.bigint('number').nullable(),
    country: p.string().length(2).nullable(),
    province: p.string().length(100).nullable(),
    city: p.string().length(100).nullable(),
    district: p.string().length(100).nullable(),
    /** Per cent of the dictionary's weighted fields that are filled. */
    completeness: p.smallint().default(0),
    createdAt: p.bigint('number'),
    updatedAt: p.bigint('number'),
    archivedAt: p.bigint('number').nullable(),
    version: p.integer().default(1),
  },
  // Lists are led by what they are sorted by, not by the status: MariaDB reads an index led by an equality from its end,
  // not from the cursor on (120 ms against 2 ms at 90 % depth of 100,000).
  indexes: [
    { properties: ['createdAt', 'id', 'status'] },
    { properties: ['updatedAt', 'id', 'status'] },
    { properties: ['nameSort', 'id', 'status'] },
    { properties: ['province', 'stage', 'status', 'createdAt', 'id'] },
    { properties: ['ownerId', 'createdAt', 'id'] },
    { properties: ['birthDate', 'id'] },
  ],
});

declare module '../../platform/database/tables.ts' {
  interface Tables {
    customer: TableOf<typeof CustomerEntity>;
  }
}
