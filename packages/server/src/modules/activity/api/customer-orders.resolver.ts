import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx as FromContext, Info, Int, Resolver, Root } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Page } from '../../../platform/graphql/connection.ts';
import { ReadableResolver } from '../../../platform/graphql/exposure.ts';
import { asksFor } from '../../../platform/graphql/selections.ts';
import { failure } from '../../../platform/graphql/failure.ts';
import { Customer } from '../../customer/index.ts';
import { OrderStats, PeriodAmount } from './customer-orders.type.ts';
import { OrderFilter, OrderSort } from './order.input.ts';
import { listOrders } from './order.repository.ts';
import { Order, OrderConnection } from './order.type.ts';
import { orderStatsLoader } from './order-stats.loader.ts';
import { recentOrdersLoader } from './recent-orders.loader.ts';
import { spendByMonthLoader } from './spend-by-month.loader.ts';

const MOST_RECENT = 25;
const MOST_MONTHS = 120;

/** What customers bought, as fields of the customer. */
@Resolver(() => Customer)
export class CustomerOrdersResolver {
  @ReadableResolver(() => OrderConnection, 'INTERNAL', 'The customer’s orders.')
  async orders(
    @Root() customer: Customer,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the order to go on from.' })
    after: string | null,
    @Arg('filter', () => OrderFilter, { nullable: true, description: 'Only orders like these.' })
    filter: OrderFilter | null,
    @Arg('sort', () => OrderSort, { nullable: true, description: 'By default the latest first.' })
    sort: OrderSort | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<Order>> {
    return await listOrders(ctx, { first, after, filter, sort }, customer.key);
  }

  @ReadableResolver(() => [Order], 'INTERNAL', 'The latest orders, latest first.')
  async recentOrders(
    @Root() customer: Customer,
    @Arg('first', () => Int, { defaultValue: 5, description: 'How many, 1 to 25.' }) first: number,
    @FromContext() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Order[]> {
    within('first', first, MOST_RECENT);
    const products = asksFor(info, 'lines.product') ? 'with products' : 'without products';
    const lines = asksFor(info, 'lines') ? products : undefined;
    return await ctx.once(recentOrdersLoader).load({ customerKey: customer.key, first, lines });
  }

  @ReadableResolver(() => OrderStats, 'INTERNAL', 'The customer’s purchases in figures.')
  async orderStats(@Root() customer: Customer, @FromContext() ctx: Ctx): Promise<OrderStats> {
    return await ctx.once(orderStatsLoader).load(customer.key);
  }

  @ReadableResolver(() => [PeriodAmount], 'INTERNAL', 'Spending by month up to the month of the latest order.')
  async spendByMonth(
    @Root() customer: Customer,
    @Arg('months', () => Int, { defaultValue: 24, description: 'How many months, 1 to 120.' }) months: number,
    @FromContext() ctx: Ctx,
  ): Promise<PeriodAmount[]> {
    within('months', months, MOST_MONTHS);
    return await ctx.once(spendByMonthLoader).load({ customerKey: customer.key, months });
  }
}

function within(name: string, value: number, most: number): void {
  if (value < 1 || value > most) throw failure('BAD_USER_INPUT', `${name} must be between 1 and ${most}`);
}
