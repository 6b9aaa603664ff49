import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** A published version of the privacy policy. Rows are only added. */
export const PolicyVersionEntity = defineEntity({
  name: 'PolicyVersion',
  tableName: 'policy_version',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    /** 1, 2, 3 …: what people call it. */
    number: p.integer().unique(),
    publishedAt: p.bigint('number'),
    publishedBy: p.bigint('number'),
    /** What changed, for the reader. */
    note: p.text().nullable(),
  },
});

/** The text of a version in one language. Rows are only added, with their version. */
export const PolicyTextEntity = defineEntity({
  name: 'PolicyText',
  tableName: 'policy_text',
  properties: {
    policyId: p.bigint('number').primary(),
    locale: p.string().length(10).primary(),
    title: p.string().length(200),
    body: p.text().columnType('mediumtext'),
    /** SHA-256 over language, title and body, hexadecimal; see `policy-digest.ts`. */
    digest: p.string().length(64),
  },
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    policy_version: TableOf<typeof PolicyVersionEntity>;
    policy_text: TableOf<typeof PolicyTextEntity>;
  }
}
