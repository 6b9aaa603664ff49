import type { Ctx } from '../../../platform/context/context.ts';
import { withFields } from '../../../platform/graphql/resolved.ts';
import { loadUser, toUser } from '../../access/index.ts';
import { type CustodyOperation, custodyOf, operationsOf, presentCustody, subjectsOf } from '../../custody/index.ts';
import { type Customer, customerLoader, numbersOfCustomers, recordCounts, sourceLoader } from '../../customer/index.ts';
import type { Lineage, LineageSubject, MergeOperation } from './merge.type.ts';

const MOST_OPERATIONS = 50;

const operationFields: Pick<MergeOperation, 'id' | 'by' | 'customer' | 'parties'> & ThisType<MergeOperation> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('mop', this.key);
  },
  async by(_args, ctx) {
    const user = await loadUser(ctx, this.actorKey);
    return user ? toUser(ctx, user) : null;
  },
  async customer(_args, ctx) {
    return await ctx.once(customerLoader).load(this.customerKey);
  },
  async parties(_args, ctx) {
    const found = await ctx.once(customerLoader).loadMany([...this.partyKeys]);
    return found.filter((one): one is Customer => one !== null && !(one instanceof Error));
  },
};

/** Operations as the API shows them. */
export function toMergeOperations(operations: readonly CustodyOperation[]): MergeOperation[] {
  const rows = operations.map(
    ({ id: key, customerId: customerKey, partyIds: partyKeys, actorId: actorKey, ...more }) => ({
      ...more,
      key,
      customerKey,
      partyKeys,
      actorKey,
    }),
  );
  return withFields(rows, operationFields);
}

/** Who a customer is made of, and what was done about it. */
export async function lineageOf(ctx: Ctx, customerId: number): Promise<Lineage> {
  const into = (await presentCustody(ctx.db.read, [customerId])).at(-1);
  const subjects = await subjectsOf(ctx.db.read, customerId);
  const custody = (await custodyOf(ctx.db.read, subjects)).filter(
    ({ holder_id, to_at }) => holder_id === customerId && to_at === null,
  );
  const counts = await recordCounts(ctx.db.read, into?.holder_id ?? customerId, subjects);
  const numbers = await numbersOfCustomers(ctx.db.read, subjects);
  const shown = subjects.map(async (id): Promise<LineageSubject> => {
    const held = custody.find(({ customer_id }) => customer_id === id);
    const own = counts.filter(({ subjectId }) => subjectId === id);
    const sources = await Promise.all(own.map(async ({ sourceId }) => await ctx.once(sourceLoader).load(sourceId)));
    return {
      customerId: ctx.publicIds.encode('cus', id),
      number: numbers.get(id) ?? '',
      since: held?.from_at ?? null,
      operationId: held ? ctx.publicIds.encode('mop', held.operation_id) : null,
      records: own.reduce((sum, { records }) => sum + records, 0),
      sources: sources.filter((source) => source !== null),
    };
  });
  return {
    mergedInto: into ? await ctx.once(customerLoader).load(into.holder_id) : null,
    subjects: await Promise.all(shown),
    operations: toMergeOperations(await operationsOf(ctx.db.read, { customerId, limit: MOST_OPERATIONS })),
  };
}
