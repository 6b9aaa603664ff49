import type { DataClass } from '@dossier/shared/access';
import { apiNameOf, CUSTOMER_FIELDS, FIELD_CLASSES } from '@dossier/shared/facts';
import type { Expression, SqlBool } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { isEverywhere } from '../../../platform/policy/compile-grants.ts';
import { isTeamMember } from '../../access/index.ts';
import { isAmong } from './among.ts';
import { reachCondition } from './customer-scope.ts';
import { requireCustomer } from './require-customer.ts';

/** Input fields whose name is not that of a field of customers. */
const CLASSES: Readonly<Record<string, DataClass>> = {
  ...Object.fromEntries(CUSTOMER_FIELDS.map((field) => [apiNameOf(field), FIELD_CLASSES[field]])),
  ownerId: 'INTERNAL',
  tagIds: 'INTERNAL',
  contactPoints: 'PERSONAL',
  addresses: 'PERSONAL',
  identifiers: 'SENSITIVE',
};

/** The classes of what an input says; at least INTERNAL, because any change is one of the record. */
export function classesOf(input: object): readonly DataClass[] {
  const said = Object.entries(input).flatMap(([name, value]) => (value === undefined ? [] : (CLASSES[name] ?? [])));
  return [...new Set<DataClass>(['INTERNAL', ...said])];
}

/**
 * Asks whether the actor may give customers to this person. Those who may change all customers may give them to anybody;
 * others to themselves and to people in their teams, or back to the pool. Refuses NOT_ALLOWED.
 */
export async function requireOwner(
  ctx: Ctx,
  owner: string | null,
  field: readonly string[] = ['input', 'ownerId'],
): Promise<void> {
  const { grants, userId } = ctx.actor;
  if (owner === null || isEverywhere(grants.reach('INTERNAL', 'WRITE'))) return;
  const key = ctx.publicIds.decode('usr', owner);
  if (key === userId || (key !== undefined && (await isTeamMember(ctx.db.read, grants.standing, key)))) return;
  refuse('NOT_ALLOWED', field);
}

/**
 * The customers that the actor may hand over, share and take back: those they may change, unless they may only because somebody
 * shared the customer with them or they have a case. Undefined when these are all.
 */
export function handOverCondition(ctx: Ctx): Expression<SqlBool> | undefined {
  const reach = ctx.actor.grants.reach('INTERNAL', 'WRITE');
  return reachCondition(
    ctx,
    reach.filter((scope) => scope !== 'SHARED' && scope !== 'CASE'),
  );
}

/** Asks whether the actor may hand a customer over. Refuses NOT_FOUND for one they do not see, NOT_ALLOWED for others. */
export async function requireHandOver(
  db: Queryable,
  ctx: Ctx,
  customerId: number,
  field: readonly string[] = ['id'],
): Promise<void> {
  await requireCustomer(db, ctx, customerId, 'WRITE', ['INTERNAL'], field);
  if (!(await isAmong(db, customerId, handOverCondition(ctx)))) refuse('NOT_ALLOWED', field);
}

/** A new customer as the actor may make it: whoever may change their own customers only becomes the owner. */
export async function withOwner<Input extends { readonly ownerId?: string | null }>(
  ctx: Ctx,
  input: Input,
): Promise<Input> {
  if (isEverywhere(ctx.actor.grants.reach('INTERNAL', 'WRITE'))) return input;
  if (input.ownerId == null) return { ...input, ownerId: ctx.publicIds.encode('usr', ctx.actor.userId) };
  await requireOwner(ctx, input.ownerId);
  return input;
}
