import { classifyQuery, type QueryReading } from '@dossier/shared/search';
import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { Ctx } from '../../platform/context/context.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { grantedCondition, numberPatterns } from '../customer/index.ts';
import { exactKeys } from './exact-keys.ts';
import { tokenCondition } from './token-condition.ts';

/** What a typed text may be, likeliest first, as this installation reads it. */
export async function readingsOf(ctx: Ctx, text: string): Promise<readonly QueryReading[]> {
  const settings = await ctx.settings();
  return classifyQuery(text, {
    region: settings.defaultPhoneRegion,
    patterns: await numberPatterns(ctx),
  });
}

/** Customers whom a typed text means in any of its readings: the same that a list with this search shows. */
export async function textCondition(ctx: Ctx, text: string): Promise<Expression<SqlBool>> {
  const readings = await readingsOf(ctx, text);
  const exact = await exactKeys(ctx, readings);
  const isSearched = ctx.actor.grants.reach('PERSONAL', 'SEARCH').length > 0;
  const name = isSearched ? readings.find((reading) => reading.kind === 'NAME') : undefined;
  const searched = grantedCondition(ctx, 'PERSONAL', 'SEARCH');
  const eb = expressionBuilder<Tables, 'customer'>();
  return eb.or([
    eb('customer.id', 'in', [0, ...exact]),
    ...(name ? [eb.and([tokenCondition(eb, name.text), ...(searched ? [searched] : [])])] : []),
  ]);
}
