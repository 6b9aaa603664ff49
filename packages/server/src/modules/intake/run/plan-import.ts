import { foldName, localTimeOf } from '@dossier/shared/standardise';
import type { Ctx } from '../../../platform/context/context.ts';
import { readCodeLists } from '../../dictionary/index.ts';
import type { CodedField, RowPlan } from '../rows/plan.ts';
import type { ImportRecord } from './import.repository.ts';

const LISTS: Readonly<Record<CodedField, string>> = {
  INDUSTRY: 'industry',
  SIZE: 'size',
  STAGE: 'stage',
  GRADE: 'grade',
};

/** The plan by which an import's rows are built: its setup, completed by the installation's settings and code lists. */
export async function planImport(
  ctx: Ctx,
  record: Pick<ImportRecord, 'kind' | 'rowShape' | 'setup'>,
  at: number,
): Promise<RowPlan> {
  const settings = await ctx.settings();
  const { setup } = record;
  const timeZone = setup.timeZone ?? settings.timeZone;
  return {
    kind: record.kind,
    rowShape: record.rowShape,
    mapping: setup.mapping,
    phoneRegion: setup.phoneRegion ?? settings.defaultPhoneRegion,
    timeZone,
    currency: setup.currency ?? settings.defaultCurrency,
    today: localTimeOf(at, settings.timeZone).toISOString().slice(0, 10),
    lastLine: setup.fileSettings.lastRow ?? null,
    codes: await readCodes(ctx),
    customerKeys: record.kind === 'PURCHASES' ? setup.keys : [],
  };
}

async function readCodes(ctx: Ctx): Promise<RowPlan['codes']> {
  const lists = new Map((await readCodeLists(ctx.db.read)).map((list) => [list.name, list.entries]));
  const codes: Partial<Record<CodedField, Record<string, string>>> = {};
  for (const [field, name] of Object.entries(LISTS)) {
    const words = (lists.get(name) ?? []).flatMap(({ code, labelZh, labelEn }) =>
      [labelZh, labelEn, code].map((word) => [foldName(word), code] as const),
    );
    // Object.entries forgets the type of the keys.
    codes[field as CodedField] = Object.fromEntries(words);
  }
  return codes;
}
