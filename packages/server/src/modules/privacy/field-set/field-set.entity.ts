import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** A list of field and class codes, kept once however often consents and disclosures name it. Never changed or removed. */
export const FieldSetEntity = defineEntity({
  name: 'FieldSet',
  tableName: 'field_set',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    /** SHA-256 of `codes`, hexadecimal: codes may be longer than an index takes. */
    digest: p.string().length(64).unique(),
    /** The codes in their one form, with commas between them. */
    codes: p.text(),
  },
});

/** The codes of a set one by one, so that a query can ask which sets have one. */
export const FieldSetCodeEntity = defineEntity({
  name: 'FieldSetCode',
  tableName: 'field_set_code',
  properties: {
    code: p.string().length(64).primary(),
    fieldSetId: p.bigint('number').primary(),
  },
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    field_set: TableOf<typeof FieldSetEntity>;
    field_set_code: TableOf<typeof FieldSetCodeEntity>;
  }
}
