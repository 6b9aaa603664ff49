import type { Ctx } from '../../../platform/context/context.ts';
import { loadUser } from '../../access/index.ts';
import {
  type ForeseenField,
  type ForeseenValue,
  numbersOfCustomers,
  sourceLoader,
  withLevels,
} from '../../customer/index.ts';
import type { Conflict } from './conflicts.ts';
import type { LaterThing as Thing } from './later-things.ts';
import type { LaterThing, MergeConflict, PreviewField, PreviewValue } from './preview.type.ts';

/**
 * Foreseen fields as the API shows them.
 *
 * @param customerOf the customer that the viewer sees a value of, by whom it was collected for
 */
export async function toPreviewFields(
  ctx: Ctx,
  fields: readonly ForeseenField[],
  customerOf: (subjectId: number) => number,
): Promise<PreviewField[]> {
  const all = fields.flatMap(({ shown, losing }) => [...shown, ...losing]);
  const numbers = await numbersOfCustomers(ctx.db.read, [...new Set(all.map(({ subjectId }) => subjectId))]);
  const toValue =
    (field: ForeseenField['field']) =>
    async ({ value, subjectId, sourceId }: ForeseenValue): Promise<PreviewValue> => ({
      customerKey: customerOf(subjectId),
      field,
      value: field === 'OWNER' && value !== null ? ((await loadUser(ctx, Number(value)))?.name ?? null) : value,
      customerNumber: numbers.get(subjectId) ?? null,
      source: sourceId === null ? null : await ctx.once(sourceLoader).load(sourceId),
    });
  return await Promise.all(
    fields.map(async ({ field, shown, losing }) => ({
      field,
      shown: await withLevels(ctx, await Promise.all(shown.map(toValue(field)))),
      losing: await withLevels(ctx, await Promise.all(losing.map(toValue(field)))),
    })),
  );
}

/** What speaks against a merge, as the API shows it. */
export function toConflicts(ctx: Ctx, conflicts: readonly Conflict[]): MergeConflict[] {
  return conflicts.map(({ customerIds, ...conflict }) => ({
    ...conflict,
    customerIds: customerIds.map((id) => ctx.publicIds.encode('cus', id)),
  }));
}

/** What came in since, as the API shows it. */
export function toThings(ctx: Ctx, things: readonly Thing[]): LaterThing[] {
  return things.map(({ key, ...thing }) => ({
    ...thing,
    id: ctx.publicIds.encode(thing.kind === 'RECORD' ? 'rec' : 'ord', key),
  }));
}
