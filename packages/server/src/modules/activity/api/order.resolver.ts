import { Arg, Ctx as FromContext, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Page } from '../../../platform/graphql/connection.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { cancelOrder } from '../purchase/cancel-order.ts';
import { createOrder } from '../purchase/create-order.ts';
import { OrderCreateInput, OrderFilter, OrderSort } from './order.input.ts';
import { orderLoader } from './order.loader.ts';
import { listOrders } from './order.repository.ts';
import { Order, OrderConnection, OrderPayload } from './order.type.ts';

/** Orders: one, many, new ones, cancellations. */
@Resolver()
export class OrderResolver {
  @Query(() => Order, { nullable: true, description: 'One order; null when it does not exist.' })
  async order(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<Order | null> {
    const key = ctx.publicIds.decode('ord', id);
    return key === undefined ? null : await ctx.once(orderLoader).load(key);
  }

  @Query(() => OrderConnection, { description: 'Orders, by default the latest first.' })
  async orders(
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the order to go on from.' })
    after: string | null,
    @Arg('filter', () => OrderFilter, { nullable: true, description: 'Only orders like these.' })
    filter: OrderFilter | null,
    @Arg('sort', () => OrderSort, { nullable: true, description: 'By default the latest first.' })
    sort: OrderSort | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<Order>> {
    return await listOrders(ctx, { first, after, filter, sort });
  }

  @Mutation(() => OrderPayload, { description: 'Records an order. Needs CUSTOMER_WRITE.' })
  async orderCreate(
    @Arg('input', () => OrderCreateInput) input: OrderCreateInput,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description: 'The same key within 24 hours records the order once.',
    })
    idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<OrderPayload> {
    return await answer(ctx, async () => {
      const key = await createOrder(ctx, input, idempotencyKey);
      return { order: await ctx.once(orderLoader).clear(key).load(key) };
    });
  }

  @Mutation(() => OrderPayload, {
    description: 'Cancels an order: it stays, and counts in no statistics any more. Needs CUSTOMER_WRITE.',
  })
  async orderCancel(
    @Arg('id', () => ID) id: string,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description: 'The same key within 24 hours gives the first answer again.',
    })
    idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<OrderPayload> {
    return await answer(ctx, async () => {
      const key = ctx.publicIds.decode('ord', id) ?? refuse('NOT_FOUND', ['id']);
      await cancelOrder(ctx, key, idempotencyKey);
      return { order: await ctx.once(orderLoader).clear(key).load(key) };
    });
  }
}
