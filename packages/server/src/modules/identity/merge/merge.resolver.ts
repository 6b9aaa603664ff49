import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import { Arg, Ctx as FromContext, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import type { IdType } from '../../../platform/crypto/public-ids.ts';
import { type Page, pageRequest, toPage } from '../../../platform/graphql/connection.ts';
import { ReadableResolver } from '../../../platform/graphql/exposure.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { findOperations, operationsOf } from '../../custody/index.ts';
import { Customer, findCustomer, visibleCondition } from '../../customer/index.ts';
import type { GoesTo } from './later-things.ts';
import { mergeCustomers } from './merge-customers.ts';
import { lineageOf, toMergeOperations } from './merge-fields.ts';
import {
  CustomersMergeInput,
  CustomerSplitInput,
  CustomerUnmergeInput,
  type GoesToInput,
  Lineage,
  MergeOperation,
  MergeOperationConnection,
  MergeOperationFilter,
  MergePayload,
  type MergePartyInput,
} from './merge.type.ts';
import type { Party } from './parties.ts';
import { splitCustomer } from './split-customer.ts';
import { unmergeCustomer } from './unmerge-customer.ts';

const KEY = 'Makes a repeated call have one effect; bound to you, kept for 24 hours.';

/** Merging customers, giving them back, and taking out what is somebody else's. */
@Resolver(() => Customer)
export class MergeResolver {
  @ReadableResolver(
    () => Lineage,
    'INTERNAL',
    'Who it is made of: the customers that were merged into it, and when. Null without IDENTITY_READ.',
    { nullable: true },
  )
  async lineage(@Root() customer: Customer, @FromContext() ctx: Ctx): Promise<Lineage | null> {
    return ctx.actor.permissions.has('IDENTITY_READ') ? await lineageOf(ctx, customer.key) : null;
  }

  @Query(() => MergeOperationConnection, {
    description: 'Merges, un-merges and splits of customers that you see, the latest first. Needs IDENTITY_READ.',
  })
  async mergeOperations(
    @Arg('filter', () => MergeOperationFilter, { nullable: true }) filter: MergeOperationFilter | null,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, up to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<MergeOperation>> {
    const { customerId, kinds, byId, from, to } = filter ?? {};
    const page = pageRequest(ctx, `mergeOperations:${JSON.stringify([customerId, kinds, byId, from, to])}`, {
      first,
      after,
    });
    const [at, id] = page.after ?? [];
    const found = await operationsOf(ctx.db.read, {
      customerId: customerId == null ? undefined : (ctx.publicIds.decode('cus', customerId) ?? NOBODY),
      among: seenCondition(ctx),
      kinds: kinds ?? undefined,
      actorId: byId == null ? undefined : (ctx.publicIds.decode('usr', byId) ?? NOBODY),
      from: from ?? undefined,
      to: to ?? undefined,
      before: typeof at === 'number' && typeof id === 'number' ? { at, id } : undefined,
      limit: page.first + 1,
    });
    return toPage(ctx, page, toMergeOperations(found), (one) => [one.at, one.key]);
  }

  @Mutation(() => MergePayload, {
    description:
      'Makes customers part of another, with everything they have. Nothing is deleted; customerUnmerge gives it all back. Needs CUSTOMER_MERGE, and all of them in your scope.',
  })
  async customersMerge(
    @Arg('input', () => CustomersMergeInput) input: CustomersMergeInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY }) idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<MergePayload> {
    return await done(ctx, 'SURVIVOR', async () => {
      const survivor = partyOf(ctx, input.survivor, ['input', 'survivor']);
      const customers = input.customers.map((one, at) => partyOf(ctx, one, ['input', 'customers', String(at)]));
      return await mergeCustomers(ctx, { survivor, customers, reason: input.reason }, idempotencyKey ?? undefined);
    });
  }

  @Mutation(() => MergePayload, {
    description:
      'Gives a merged customer back with everything that is its own, before and since. Needs CUSTOMER_MERGE; merging again takes it back.',
  })
  async customerUnmerge(
    @Arg('input', () => CustomerUnmergeInput) input: CustomerUnmergeInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY }) idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<MergePayload> {
    return await done(ctx, 'OTHER', async () => {
      const customerId = ctx.publicIds.decode('cus', input.customerId) ?? refuse('NOT_FOUND', ['input', 'customerId']);
      const request = {
        customerId,
        survivorVersion: input.survivorVersion ?? undefined,
        reason: input.reason,
        decisions: decisionsOf(ctx, input.decisions),
      };
      return await unmergeCustomer(ctx, request, idempotencyKey ?? undefined);
    });
  }

  @Mutation(() => MergePayload, {
    description:
      'Takes wrongly joined records and orders out of a customer into a new one with a number of its own. Needs CUSTOMER_MERGE; merging the two takes it back.',
  })
  async customerSplit(
    @Arg('input', () => CustomerSplitInput) input: CustomerSplitInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY }) idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<MergePayload> {
    return await done(ctx, 'OTHER', async () => {
      const { customerId: id, version } = input;
      const customer = partyOf(ctx, { id, version }, ['input', 'customerId']);
      const recordIds = keysOf(ctx, 'rec', input.recordIds, ['input', 'recordIds']);
      const orderIds = keysOf(ctx, 'ord', input.orderIds ?? [], ['input', 'orderIds']);
      const request = { customer, recordIds, orderIds, reason: input.reason };
      return await splitCustomer(ctx, request, idempotencyKey ?? undefined);
    });
  }
}

const NOBODY = -1;

/**
 * Why somebody did it is told to those only who see whom it was about. A merged customer shows nobody who looks after it, as one of the
 * public pool does, and is none of it.
 */
function seenCondition(ctx: Ctx): Expression<SqlBool> | undefined {
  const visible = visibleCondition(ctx);
  const eb = expressionBuilder<Tables, 'customer'>();
  return visible && eb.and([visible, eb('customer.status', '<>', 'MERGED')]);
}

async function done(ctx: Ctx, shown: 'SURVIVOR' | 'OTHER', work: () => Promise<number>): Promise<MergePayload> {
  return await answer(ctx, async () => {
    const found = await findOperations(ctx.db.read, [await work()]);
    const [operation] = toMergeOperations(found);
    const key = shown === 'SURVIVOR' ? operation?.customerKey : operation?.partyKeys[0];
    return { operation: operation ?? null, customer: (await findCustomer(ctx, key ?? NOBODY)) ?? null };
  });
}

/** A customer that an input names. Refuses NOT_FOUND, STALE. */
export function partyOf(ctx: Ctx, { id, version }: MergePartyInput, field: readonly string[]): Party {
  const key = ctx.publicIds.decode('cus', id) ?? refuse('NOT_FOUND', field);
  if (version == null) return { id: key, field };
  return { id: key, version: ctx.publicIds.versionOf(key, version) ?? refuse('STALE', field), field };
}

/** What an input decides, by key. Refuses NOT_FOUND for what is neither a record nor an order. */
export function decisionsOf(ctx: Ctx, given: readonly GoesToInput[] | null | undefined): ReadonlyMap<number, GoesTo> {
  return new Map(
    (given ?? []).map(({ id, goesTo }, at) => {
      const key = ctx.publicIds.decode('rec', id) ?? ctx.publicIds.decode('ord', id);
      return [key ?? refuse('NOT_FOUND', ['input', 'decisions', String(at)]), goesTo];
    }),
  );
}

/** The keys of things of one type, each once. Refuses NOT_FOUND. */
export function keysOf(ctx: Ctx, type: IdType, ids: readonly string[], field: readonly string[]): number[] {
  return [...new Set(ids.map((id) => ctx.publicIds.decode(type, id) ?? refuse('NOT_FOUND', field)))];
}
