import type { Ctx } from '../../../platform/context/context.ts';
import { openContacts } from '../../customer/index.ts';
import type { AppliedBatch } from '../run/apply-batch.ts';

/** An example of what an import would do. */
export interface ImportSample {
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'rejected';
  readonly row: number;
  /** The existing customer concerned; 0 for one that would be new. */
  readonly customerId: number;
  /** What would be shown differently, for example `name: 王明 → 王小明`. */
  readonly changes: readonly string[];
  /** Why a row is rejected, to be said in the language of who reads it. */
  readonly rejection?: Pick<AppliedBatch['rejections'][number], 'column' | 'code' | 'params'>;
}

const PER_OUTCOME = 5;
const SHOWN = [
  'name',
  'kind',
  'gender',
  'birth_date',
  'employer',
  'job_title',
  'industry',
  'size',
  'stage',
  'grade',
  'province',
  'city',
  'district',
  'note',
] as const;

/** Collects the first examples of each outcome, told by the rehearsal's database beside the installation's. */
export interface SampleCollector {
  add(applied: AppliedBatch): Promise<void>;
  samples(): readonly ImportSample[];
}

/** Makes the collector. `isNew` tells keys that the rehearsal made from those of existing customers. */
export function collectSamples(of: {
  before: Ctx;
  after: Ctx;
  isNew: (customerId: number) => boolean;
}): SampleCollector {
  const found: ImportSample[] = [];
  const wants = (outcome: ImportSample['outcome']) =>
    found.filter((sample) => sample.outcome === outcome).length < PER_OUTCOME;

  async function changesOf(customerId: number): Promise<string[]> {
    if (customerId === 0) return [];
    const before = of.isNew(customerId) ? undefined : await shownBy(of.before, customerId);
    const after = await shownBy(of.after, customerId);
    return [...after].flatMap(([field, value]) => {
      const old = before?.get(field) ?? '';
      if (old === value) return [];
      return [old === '' ? `${field}: ${value}` : `${field}: ${old} → ${value}`];
    });
  }

  return {
    add: async ({ outcomes, rejections }) => {
      for (const { line, outcome, customerId } of outcomes) {
        if (!wants(outcome)) continue;
        const changes = outcome === 'unchanged' ? [] : await changesOf(customerId);
        found.push({ outcome, row: line, customerId: of.isNew(customerId) ? 0 : customerId, changes });
      }
      for (const { line, column, code, params } of rejections) {
        if (!wants('rejected')) break;
        found.push({ outcome: 'rejected', row: line, customerId: 0, changes: [], rejection: { column, code, params } });
      }
    },
    samples: () => found,
  };
}

/** What a customer shows, by field, as text. */
async function shownBy(ctx: Ctx, customerId: number): Promise<Map<string, string>> {
  const row = await ctx.db.read.selectFrom('customer').select(SHOWN).where('id', '=', customerId).executeTakeFirst();
  const points = await ctx.db.read
    .selectFrom('contact_point')
    .select(['id', 'subject_id', 'type', 'sealed'])
    .where('customer_id', '=', customerId)
    .orderBy('position')
    .execute();
  const shown = new Map<string, string>(SHOWN.map((field) => [field, row?.[field] ?? '']));
  for (const { type, content } of await openContacts(ctx, 'DRY_RUN', points)) {
    const value = content?.value ?? '';
    const field = type.toLowerCase();
    const known = shown.get(field) ?? '';
    shown.set(field, known === '' ? value : `${known}, ${value}`);
  }
  return shown;
}
