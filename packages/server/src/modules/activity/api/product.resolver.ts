import { Arg, Ctx as FromContext, ID, Int, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Page } from '../../../platform/graphql/connection.ts';
import { productLoader } from './product.loader.ts';
import { listProducts } from './product.repository.ts';
import { Product, ProductConnection } from './product.type.ts';

/** Products. */
@Resolver()
export class ProductResolver {
  @Query(() => Product, { nullable: true, description: 'One product; null when it does not exist.' })
  async product(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<Product | null> {
    const key = ctx.publicIds.decode('prd', id);
    return key === undefined ? null : await ctx.once(productLoader).load(key);
  }

  @Query(() => ProductConnection, { description: 'Products by code.' })
  async products(
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the product to go on from.' })
    after: string | null,
    @Arg('search', () => String, { nullable: true, description: 'Part of the code or the name.' })
    search: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<Product>> {
    return await listProducts(ctx, { first, after, search });
  }
}
