import { findByNumber } from '../../modules/customer/index.ts';
import type { Ctx } from '../../platform/context/context.ts';
import { CommandFailed } from './run-cli.ts';

/**
 * The key of a customer that a command line names: by number, however it is typed, or by id. The number of a merged customer is that
 * one, not the one it leads to. Fails with NOT_FOUND, and with the numbers one slip away.
 */
export async function customerNamed(ctx: Ctx, name: string): Promise<number> {
  const key = ctx.publicIds.decode('cus', name);
  const { number, suggestions } = await findByNumber(ctx, name);
  const row = await ctx.db.read
    .selectFrom('customer')
    .select('id')
    .where(key === undefined ? 'number' : 'id', '=', key ?? number)
    .executeTakeFirst();
  if (row) return row.id;
  const hint = suggestions.length > 0 ? ` There is ${suggestions.join(', ')}.` : '';
  throw new CommandFailed(`There is no customer ${name}.${hint}`, 'NOT_FOUND');
}
