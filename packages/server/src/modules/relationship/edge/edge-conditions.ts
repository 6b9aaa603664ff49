import { type RelationshipType, SYMMETRIC_TYPES } from '@dossier/shared/relationship';
import { type Expression, expressionBuilder, sql, type SqlBool } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import { KEPT_STATUSES, visibleCondition } from '../../customer/index.ts';

/** Which relationships are wanted; all that is given must hold. */
export interface EdgeWish {
  /** Only of these types; none at all for an empty list. */
  readonly types?: readonly RelationshipType[] | undefined;
  /** Only those in force on this day or after it. */
  readonly endsFrom?: string | undefined;
  /** Only those in force on this day. */
  readonly validAt?: string | undefined;
}

const eb = expressionBuilder<Tables & { edge: Tables['relationship']; other: Tables['relationship'] }, 'edge'>();

/** What holds of the rows, under the name `edge`, that say what is known now: nothing about two records that were merged into one. */
export function edgeConditions({ types, endsFrom, validAt }: EdgeWish): Expression<SqlBool>[] {
  return [
    eb('edge.recorded_to', 'is', null),
    eb('edge.withdrawn', '=', 0),
    sql<SqlBool>`edge.from_customer_id <> edge.to_customer_id`,
    ...(types === undefined ? [] : [types.length === 0 ? sql<SqlBool>`1 = 0` : eb('edge.type', 'in', [...types])]),
    ...(endsFrom === undefined ? [] : [sharesDays({ validFrom: endsFrom, validTo: null })]),
    ...(validAt === undefined ? [] : [sharesDays({ validFrom: validAt, validTo: validAt })]),
    notSaidLater(
      sql<SqlBool>`other.from_customer_id = edge.from_customer_id and other.to_customer_id = edge.to_customer_id`,
    ),
    eb.or([
      eb('edge.type', 'not in', [...SYMMETRIC_TYPES]),
      notSaidLater(
        sql<SqlBool>`other.from_customer_id = edge.to_customer_id and other.to_customer_id = edge.from_customer_id`,
      ),
    ]),
  ];
}

/** There is no record of the same relationship that was made later: what merging brings together is shown once, as it was said last. */
function notSaidLater(isBetweenTheSame: Expression<SqlBool>): Expression<SqlBool> {
  return sql<SqlBool>`not exists (select 1 from relationship other where ${isBetweenTheSame} and ${SAYS_THE_SAME}
    and (other.recorded_from > edge.recorded_from or (other.recorded_from = edge.recorded_from and other.id > edge.id)))`;
}

/**
 * Of rows under the names `edge` and `other` between the same two customers: they are two records of one relationship, when neither
 * is over, or both are and had days in common. What is over never stands for what is not.
 */
export const SAYS_THE_SAME = sql<SqlBool>`other.type = edge.type and other.recorded_to is null and other.withdrawn = 0
  and ((other.valid_to is null and edge.valid_to is null)
    or (other.valid_to >= coalesce(edge.valid_from, '') and edge.valid_to >= coalesce(other.valid_from, '')))`;

/** The customers that may stand at the `from` end and at the `to` end of what says the same as one between these two. */
export function endsAlike(type: RelationshipType, from: number, to: number): { from: number[]; to: number[] } {
  return SYMMETRIC_TYPES.includes(type) ? { from: [from, to], to: [from, to] } : { from: [from], to: [to] };
}

/** Some days, both inclusive; null: open. */
export interface Span {
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** Whether all of some days are among others. */
export function isWithin(days: Span, others: Span): boolean {
  const beginsLater = others.validFrom === null || (days.validFrom !== null && days.validFrom >= others.validFrom);
  const endsEarlier = others.validTo === null || (days.validTo !== null && days.validTo <= others.validTo);
  return beginsLater && endsEarlier;
}

/** The relationships, under the name `edge`, that are in force on one of these days. */
export function sharesDays({ validFrom, validTo }: Span): Expression<SqlBool> {
  return eb.and([
    ...(validTo === null ? [] : [eb.or([eb('edge.valid_from', 'is', null), eb('edge.valid_from', '<=', validTo)])]),
    ...(validFrom === null ? [] : [eb.or([eb('edge.valid_to', 'is', null), eb('edge.valid_to', '>=', validFrom)])]),
  ]);
}

/** The customers, under their own name, that the other end of a relationship may be: in use or archived, and seen by the actor. */
export function farConditions(ctx: Ctx): Expression<SqlBool>[] {
  const visible = visibleCondition(ctx);
  return [
    expressionBuilder<Tables, 'customer'>()('customer.status', 'in', KEPT_STATUSES),
    ...(visible ? [visible] : []),
  ];
}

/**
 * Whether a column names a customer that the actor sees: as part of the statement that reads the row, so that what is hidden takes as
 * many statements as what is not there.
 */
export function seenCustomer(ctx: Ctx, column: string): Expression<SqlBool> {
  const seen = expressionBuilder<Tables>()
    .selectFrom('customer')
    .select('customer.id')
    .where((on) => on.and(farConditions(ctx)));
  return sql<SqlBool>`${sql.ref(column)} in ${seen}`;
}
