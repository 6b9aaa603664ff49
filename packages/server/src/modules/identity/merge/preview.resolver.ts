import { Arg, Ctx as FromContext, ID, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { failure } from '../../../platform/graphql/failure.ts';
import { Refused } from '../../../platform/graphql/refused.ts';
import { heldBy } from '../../custody/index.ts';
import { GoesToInput } from './merge.type.ts';
import { decisionsOf, keysOf, partyOf } from './merge.resolver.ts';
import { foreseeMerge, foreseeUnmerge, type ForeseenParting } from './preview.ts';
import { toConflicts, toPreviewFields, toThings } from './preview-fields.ts';
import { MergePreview, PartingPreview } from './preview.type.ts';
import { foreseeSplit } from './split-customer.ts';

const SEES = 'Needs CUSTOMER_MERGE, and all of them in your scope; null otherwise, and where it would be refused.';

/** What merging, un-merging and splitting would come to. */
@Resolver()
export class PreviewResolver {
  @Query(() => MergePreview, {
    nullable: true,
    description: `What a merge will come to: the same as it does. ${SEES}`,
  })
  async mergePreview(
    @Arg('survivorId', () => ID, { description: 'Who will be shown.' }) survivorId: string,
    @Arg('customerIds', () => [ID], { description: 'Who will become part of it, 1 to 100.' }) customerIds: string[],
    @FromContext() ctx: Ctx,
  ): Promise<MergePreview | null> {
    if (customerIds.length === 0 || customerIds.length > MOST)
      throw failure('BAD_USER_INPUT', `1 to ${MOST} customers`);
    return await orNull(async () => {
      const survivor = partyOf(ctx, { id: survivorId, version: null }, ['survivorId']);
      const customers = customerIds.map((id) => partyOf(ctx, { id, version: null }, ['customerIds']));
      const foreseen = await foreseeMerge(ctx, survivor, customers);
      const parties = [survivor, ...customers].map(({ id }) => id);
      const held = await heldBy(ctx.db.read, parties);
      const customerOf = (subject: number) => parties.find((id) => held.get(id)?.includes(subject)) ?? subject;
      return {
        fields: await toPreviewFields(ctx, foreseen.fields, customerOf),
        conflicts: toConflicts(ctx, foreseen.conflicts),
        moved: foreseen.moved,
      };
    });
  }

  @Query(() => PartingPreview, {
    nullable: true,
    description: `What giving a merged customer back will come to. ${SEES}`,
  })
  async unmergePreview(
    @Arg('customerId', () => ID, { description: 'Who was merged.' }) customerId: string,
    @Arg('decisions', () => [GoesToInput], { nullable: true, description: 'Where things go that came in since.' })
    decisions: GoesToInput[] | null,
    @FromContext() ctx: Ctx,
  ): Promise<PartingPreview | null> {
    return await orNull(async () => {
      const { id } = partyOf(ctx, { id: customerId, version: null }, ['customerId']);
      return await toParting(ctx, await foreseeUnmerge(ctx, id, decisionsOf(ctx, decisions)));
    });
  }

  @Query(() => PartingPreview, { nullable: true, description: `What a split will come to. ${SEES}` })
  async splitPreview(
    @Arg('customerId', () => ID, { description: 'Of whom.' }) customerId: string,
    @Arg('recordIds', () => [ID], { description: 'The records that are somebody else’s.' }) recordIds: string[],
    @FromContext() ctx: Ctx,
  ): Promise<PartingPreview | null> {
    return await orNull(async () => {
      const customer = partyOf(ctx, { id: customerId, version: null }, ['customerId']);
      const records = keysOf(ctx, 'rec', recordIds, ['recordIds']);
      return await toParting(ctx, await foreseeSplit(ctx, { customer, recordIds: records, orderIds: [] }));
    });
  }
}

const MOST = 100;

/** Everything in it is shown of the customer that has it at present. */
async function toParting(
  ctx: Ctx,
  { survivorId, survivor, released, things }: ForeseenParting,
): Promise<PartingPreview> {
  return {
    survivor: await toPreviewFields(ctx, survivor, () => survivorId),
    released: await toPreviewFields(ctx, released, () => survivorId),
    things: toThings(ctx, things),
  };
}

async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}
