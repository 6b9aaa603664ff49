import type { Capability, DataClass, RowScope } from '@dossier/shared/access';
import { type AliasedExpression, type Expression, expressionBuilder, sql, type SqlBool } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import { isEverywhere, type Reach } from '../../../platform/policy/compile-grants.ts';
import { teamMembers } from '../../access/index.ts';
import { CONSENTED_COLUMN, consentCondition, consentedColumn } from '../../privacy/index.ts';
import { LEVEL_COLUMN } from '../../../platform/policy/guard-fields.ts';
import { KEPT_STATUSES } from './kept-statuses.ts';

type Condition = Expression<SqlBool>;

/**
 * The customers that exist for the actor: part of every query that finds customers or what belongs to them. Undefined when
 * these are all, so that nothing is added to the statement.
 */
export function visibleCondition(ctx: Ctx): Condition | undefined {
  return reachCondition(ctx, ctx.actor.grants.visible);
}

/** The customers for whom the actor has a capability on values of a class; undefined when these are all. */
export function grantedCondition(ctx: Ctx, dataClass: DataClass, capability: Capability): Condition | undefined {
  return reachCondition(ctx, ctx.actor.grants.reach(dataClass, capability));
}

/** For what customers are found: to be seen, or to have something done with their values of some classes. */
export type RowUse = 'SEE' | { readonly capability: Capability; readonly classes: readonly DataClass[] };

/** The customers that may be used so: part of every query that finds customers. No conditions for all customers. */
export function rowConditions(ctx: Ctx, use: RowUse): Condition[] {
  const conditions =
    use === 'SEE'
      ? [visibleCondition(ctx)]
      : use.classes.map((dataClass) => grantedCondition(ctx, dataClass, use.capability));
  return conditions.filter((condition) => condition !== undefined);
}

/**
 * What decides, row by row, which values the actor may see, as a column: how much of the PERSONAL ones, or, for a partner app, the
 * fields that the customer consented to. Undefined when it is the same for all rows.
 */
export function levelColumn(
  ctx: Ctx,
): AliasedExpression<number, typeof LEVEL_COLUMN> | AliasedExpression<string, typeof CONSENTED_COLUMN> | undefined {
  const { app } = ctx.actor;
  if (app) return consentedColumn({ purpose: app.purpose, recipientId: app.id }, ctx.now());
  if (ctx.actor.grants.level('PERSONAL') !== 'BY_ROW') return undefined;
  const full = grantedCondition(ctx, 'PERSONAL', 'READ_FULL') ?? sql<SqlBool>`1 = 1`;
  const masked = grantedCondition(ctx, 'PERSONAL', 'READ_MASKED') ?? sql<SqlBool>`1 = 1`;
  return sql<number>`case when ${full} then 2 when ${masked} then 1 else 0 end`.as(LEVEL_COLUMN);
}

/** Whether the actor may have exact figures about all customers. */
export function seesAllFigures(ctx: Ctx): boolean {
  const { grants } = ctx.actor;
  return isEverywhere(grants.reach('INTERNAL', 'AGGREGATE')) && !grants.aggregatesOnly;
}

/** A reach as a condition on `customer`: its scopes unite. Undefined for everybody, false for nobody. */
export function reachCondition(ctx: Ctx, reach: Reach): Condition | undefined {
  const eb = expressionBuilder<Tables, 'customer'>();
  const { app } = ctx.actor;
  // Whatever a partner app is granted, it is of those who consented; who was archived or taken back is gone for others.
  if (app && reach.length > 0)
    return eb.and([
      eb('customer.status', '=', 'ACTIVE'),
      consentCondition(eb, { purpose: app.purpose, recipientId: app.id, fields: [] }, ctx.now()),
    ]);
  if (isEverywhere(reach)) return undefined;
  return reach.length === 0 ? sql<SqlBool>`1 = 0` : eb.or(reach.map((scope) => scopeCondition(ctx, scope)));
}

function scopeCondition(ctx: Ctx, scope: RowScope): Condition {
  const eb = expressionBuilder<Tables, 'customer'>();
  const { standing } = ctx.actor.grants;
  const { userId, territories } = standing;
  switch (scope) {
    case 'ALL':
      return sql<SqlBool>`1 = 1`;
    case 'OWN':
      return eb('customer.owner_id', '=', userId);
    case 'TEAM':
      if (standing.teamMembers !== 'MANY') return eb('customer.owner_id', 'in', [userId, ...standing.teamMembers]);
      return eb.or([eb('customer.owner_id', '=', userId), eb('customer.owner_id', 'in', teamMembers(userId))]);
    case 'POOL':
      // What is part of another, or was taken back, has no owner either: it lies in no pool.
      return eb.and([eb('customer.owner_id', 'is', null), eb('customer.status', 'in', [...KEPT_STATUSES])]);
    case 'TERRITORY':
      return eb.or([sql<SqlBool>`1 = 0`, ...territories.map(territoryCondition)]);
    case 'SHARED':
      return eb(
        'customer.id',
        'in',
        eb
          .selectFrom('customer_share')
          .select('customer_share.customer_id')
          .where('customer_share.user_id', '=', userId)
          .where((on) => on.or([on('customer_share.until', 'is', null), on('customer_share.until', '>', ctx.now())])),
      );
    case 'CASE':
      return eb(
        'customer.id',
        'in',
        eb
          .selectFrom('support_case')
          .select('support_case.customer_id')
          .where('support_case.user_id', '=', userId)
          .where('support_case.until', '>', ctx.now())
          .where('support_case.closed_at', 'is', null),
      );
  }
}

// `CN`, `CN/广东省` or `CN/广东省/深圳市`.
function territoryCondition(region: string): Condition {
  const eb = expressionBuilder<Tables, 'customer'>();
  const [country = '', province, city] = region.split('/');
  return eb.and([
    eb('customer.country', '=', country),
    ...(province ? [eb('customer.province', '=', province)] : []),
    ...(city ? [eb('customer.city', '=', city)] : []),
  ]);
}
