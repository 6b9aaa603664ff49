import type { Expression, SqlBool } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import { endsIn, matchKeyOf } from './contents.ts';
import { openContacts } from './open-contents.ts';
import { blindIndex } from './seals.ts';

const FOUR_DIGITS = /^\d{4}$/;

/**
 * The customers with a phone that ends in these four digits, newest first, by digits. The blind index leads to some others
 * as well, so what it finds is opened and compared: only of customers who fulfil the condition. One statement for all digits.
 */
export async function phonesEndingIn(
  ctx: Ctx,
  digits: readonly string[],
  condition: Expression<SqlBool> | undefined,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const wanted = [...new Set(digits)].filter((four) => FOUR_DIGITS.test(four));
  const found = new Map<string, readonly number[]>();
  if (wanted.length === 0) return found;
  const blind = await blindIndex(ctx);
  let query = ctx.db.read
    .selectFrom('contact_point')
    .select(['customer_id', 'id', 'subject_id', 'sealed'])
    .where(
      'last_four',
      'in',
      wanted.flatMap((four) => blind.lastFourCandidatesOf('PHONE', four)),
    )
    .where('type', '=', 'PHONE')
    .orderBy('customer_id', 'desc');
  if (condition)
    query = query.where('customer_id', 'in', (eb) => eb.selectFrom('customer').select('customer.id').where(condition));
  const phones = await openContacts(ctx, 'LAST_FOUR_DIGITS', await query.execute());
  for (const four of wanted) {
    const ending = phones.filter(({ content }) => content && endsIn(matchKeyOf(content) ?? '', four));
    found.set(four, [...new Set(ending.map(({ customer_id }) => customer_id))]);
  }
  return found;
}
