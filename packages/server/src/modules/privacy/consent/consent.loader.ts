import DataLoader from 'dataloader';
import type { Ctx } from '../../../platform/context/context.ts';
import { codesOf } from '../field-set/field-sets.ts';
import { CURRENT_COLUMNS, toStanding } from './consent-rows.ts';
import type { StandingEntry } from './fold-consents.ts';

const AT_ONCE = 1_000;

/** What stands for one purpose and recipient, with the fields it covers. */
export interface StandingConsent extends StandingEntry {
  readonly fields: readonly string[];
}

/** What stands for each of these customers, by key; one statement for a thousand of them. */
export async function consentsOf(
  ctx: Ctx,
  customerKeys: readonly number[],
): Promise<ReadonlyMap<number, readonly StandingConsent[]>> {
  const found = new Map<number, StandingConsent[]>(customerKeys.map((key) => [key, []]));
  const keys = [...found.keys()];
  for (let at = 0; at < keys.length; at += AT_ONCE) {
    const rows = await ctx.db.read
      .selectFrom('consent_current')
      .innerJoin('field_set', 'field_set.id', 'consent_current.field_set_id')
      .select(CURRENT_COLUMNS.map((column) => `consent_current.${column}` as const))
      .select('field_set.codes')
      .where('customer_id', 'in', keys.slice(at, at + AT_ONCE))
      .orderBy('purpose')
      .orderBy('recipient_id')
      .execute();
    for (const row of rows) found.get(row.customer_id)?.push({ ...toStanding(row), fields: codesOf(row.codes) });
  }
  return found;
}

/** What stands for customers, read together with the others asked for at the same moment. */
export function consentLoader(ctx: Ctx): DataLoader<number, readonly StandingConsent[]> {
  return new DataLoader(async (keys) => {
    const found = await consentsOf(ctx, keys);
    return keys.map((key) => found.get(key) ?? []);
  });
}
