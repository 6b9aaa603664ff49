import type { ApiModule } from '../../../platform/graphql/module.ts';
import { can, type Rules } from '../../../platform/graphql/rules.ts';
import { CustomerOrdersResolver } from './customer-orders.resolver.ts';
import { orderLoader } from './order.loader.ts';
import { OrderResolver } from './order.resolver.ts';
import { productLoader } from './product.loader.ts';
import { TimelineResolver } from '../timeline/timeline.resolver.ts';
import { ProductResolver } from './product.resolver.ts';

const rules: Rules = {
  Query: {
    order: can('CUSTOMER_READ'),
    orders: can('CUSTOMER_READ'),
    product: can('CUSTOMER_READ'),
    products: can('CUSTOMER_READ'),
  },
  Mutation: { orderCreate: can('CUSTOMER_WRITE'), orderCancel: can('CUSTOMER_WRITE') },
};

/** What this module adds to the API. */
export const activityApi: ApiModule = {
  resolvers: [OrderResolver, ProductResolver, CustomerOrdersResolver, TimelineResolver],
  rules,
  nodes: {
    ord: {
      type: 'Order',
      find: async (ctx, id) =>
        ctx.actor.permissions.has('CUSTOMER_READ') ? await ctx.once(orderLoader).load(id) : null,
    },
    prd: {
      type: 'Product',
      find: async (ctx, id) =>
        ctx.actor.permissions.has('CUSTOMER_READ') ? await ctx.once(productLoader).load(id) : null,
    },
  },
};
