import { type CustomerField, SINGLE_FIELDS } from '@dossier/shared/facts';
import type { Ctx } from '../../../platform/context/context.ts';
import { chooseField } from '../survivorship/choose.ts';
import { foldRecords } from '../survivorship/fold-records.ts';
import { compileRules, type FieldRule } from '../survivorship/rules.ts';
import { openDocuments } from '../sealed/open-contents.ts';
import { toRecordInForce } from './pack-record.ts';
import { allFieldRules, allSources } from './sources.ts';

const LARGEST_SAMPLE = 20_000;
const BATCH = 2_000;

/** How many customers would show another value of a field. */
export interface RulePreview {
  readonly field: CustomerField;
  readonly customers: number;
}

/**
 * Counts, without changing anything, whose shown value would differ under other rules. Only customers known from several
 * sources can differ; of more than 20,000 of them a sample is counted and scaled up.
 */
export async function previewFieldRules(ctx: Ctx, proposed: readonly FieldRule[]): Promise<RulePreview[]> {
  const order = (await allSources(ctx.db.heavy)).map(({ id }) => id);
  const present = await allFieldRules(ctx.db.heavy);
  const before = compileRules(order, present);
  const after = compileRules(order, [
    ...present.filter(({ field }) => !proposed.some((rule) => rule.field === field)),
    ...proposed,
  ]);
  const fields = SINGLE_FIELDS.filter((field) => proposed.some((rule) => rule.field === field));
  const counts = new Map<CustomerField, number>(proposed.map(({ field }) => [field, 0]));

  const several = await ctx.db.heavy
    .selectFrom('source_record')
    .select('customer_id')
    .where('recorded_to', 'is', null)
    .where('retracted', '=', 0)
    .groupBy('customer_id')
    .having((eb) => eb(eb.fn.count('source_id').distinct(), '>', 1))
    .execute();
  const sample =
    several.length <= LARGEST_SAMPLE
      ? several
      : several.filter((_, i) => i % Math.ceil(several.length / LARGEST_SAMPLE) === 0);
  for (let start = 0; start < sample.length; start += BATCH) {
    const ids = sample.slice(start, start + BATCH).map(({ customer_id }) => customer_id);
    const rows = await ctx.db.heavy
      .selectFrom('source_record')
      .select(['customer_id', 'id', 'subject_id', 'source_id', 'external_id', 'import_id', 'recorded_from', 'sealed'])
      .where('customer_id', 'in', ids)
      .where('recorded_to', 'is', null)
      .where('retracted', '=', 0)
      .execute();
    const opened = await openDocuments(ctx, 'RULE_PREVIEW', rows);
    for (const own of Map.groupBy(opened, ({ customer_id }) => customer_id).values()) {
      const statements = foldRecords(own.map(toRecordInForce));
      for (const field of fields) {
        const was = chooseField(statements, field, before).chosen?.fact.value ?? null;
        const is = chooseField(statements, field, after).chosen?.fact.value ?? null;
        if (was !== is) counts.set(field, (counts.get(field) ?? 0) + 1);
      }
    }
  }
  const scale = sample.length === 0 ? 1 : several.length / sample.length;
  return [...counts].map(([field, customers]) => ({ field, customers: Math.round(customers * scale) }));
}
