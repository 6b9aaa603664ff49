import { sql, type SqlBool } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import { type Page, pageRequest, toPage } from '../../../platform/graphql/connection.ts';
import { withFields } from '../../../platform/graphql/resolved.ts';
import { PRODUCT_SELECTION, productFields } from './product.loader.ts';
import type { Product } from './product.type.ts';

/** One page of products by code; `search` finds a part of the code or the name. Products of undone imports do not show. */
export async function listProducts(
  ctx: Ctx,
  args: { readonly first?: number | null; readonly after?: string | null; readonly search?: string | null },
): Promise<Page<Product> & { totalCount: () => Promise<number> }> {
  const request = pageRequest(ctx, 'products', args);
  const shown = (reader: Ctx['db']['read']) => {
    const search = args.search?.trim().toLowerCase();
    // A value and not EXISTS, which MariaDB answers by reading all lines of all products first.
    const query = reader
      .selectFrom('product')
      .where(({ eb, selectFrom }) =>
        eb(
          selectFrom('order_line')
            .select(sql.lit(1).as('one'))
            .whereRef('order_line.product_id', '=', 'product.id')
            .where('order_line.retracted', '=', 0)
            .limit(1),
          '=',
          1,
        ),
      );
    if (!search) return query;
    return query.where(
      sql<SqlBool>`(instr(lower(product.code), ${search}) > 0 or instr(lower(product.name), ${search}) > 0)`,
    );
  };
  let query = shown(ctx.db.read).select(PRODUCT_SELECTION);
  if (request.after) {
    const [code, id] = request.after;
    query = query
      .where('product.code', '>=', String(code))
      .where((eb) => eb.or([eb('product.code', '>', String(code)), eb('product.id', '>', Number(id))]));
  }
  const rows = await query
    .orderBy('product.code')
    .orderBy('product.id')
    .limit(request.first + 1)
    .execute();
  return {
    ...toPage(ctx, request, withFields(rows, productFields), (row) => [row.code, row.key]),
    totalCount: async () => {
      const row = await shown(ctx.db.heavy)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },
  };
}
