import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/database/tables.ts';

/** What an administrator has set about the installation; what is absent has its default. */
export const SettingEntity = defineEntity({
  name: 'Setting',
  tableName: 'setting',
  properties: {
    name: p.string().length(60).primary(),
    value: p.string().length(500),
  },
});

/** An entry of a code list (industry, size, stage, grade …) that is not as the program ships it. */
export const CodeEntryEntity = defineEntity({
  name: 'CodeEntry',
  tableName: 'code_entry',
  properties: {
    list: p.string().length(40).primary(),
    code: p.string().length(40).primary(),
    labelZh: p.string().length(80),
    labelEn: p.string().length(80),
    position: p.integer(),
    retired: p.tinyint().default(0),
    isBuiltIn: p.tinyint().default(0),
  },
});

declare module '../../platform/database/tables.ts' {
  interface Tables {
    setting: TableOf<typeof SettingEntity>;
    code_entry: TableOf<typeof CodeEntryEntity>;
  }
}
