import {
  fitsKinds,
  HIERARCHY_TYPES,
  RELATIONSHIP_LIMITS as LIMITS,
  type RelationshipType,
} from '@dossier/shared/relationship';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { edgeConditions, endsAlike, farConditions, sharesDays } from './edge-conditions.ts';
import { type Planned, refuseCircle } from './hierarchy.ts';
import type { RelationshipUpdateInput } from './relationship.input.ts';

/** Texts without spaces around them; an empty one is none. Refuses TOO_LONG. */
export function checkTexts(input: RelationshipUpdateInput): RelationshipUpdateInput {
  const checked = { ...input };
  for (const name of ['title', 'department', 'note'] as const) {
    const text = input[name]?.trim();
    if (text === undefined) continue;
    if (text.length > LIMITS[name]) refuse('TOO_LONG', ['input', name], { max: LIMITS[name] });
    checked[name] = text || null;
  }
  return checked;
}

/** Refuses PERIOD_REVERSED when the last day, which the input says there, is before the first. */
export function checkDays(validFrom: string | null, validTo: string | null, field: readonly string[]): void {
  if (validFrom !== null && validTo !== null && validTo < validFrom) refuse('PERIOD_REVERSED', field);
}

/**
 * Asks whether a relationship can be so, beside what the actor sees recorded. Refuses INVALID (a customer with itself), NOT_FOR_KIND,
 * RELATIONSHIP_KNOWN, PARENT_KNOWN, HIERARCHY_CIRCLE. What the actor does not see refuses nothing: it would tell of it.
 */
export async function checkPlanned(trx: Trx, ctx: Ctx, planned: Planned): Promise<void> {
  const { type, from, to } = planned;
  if (from.id === to.id) refuse('INVALID', ['input', 'toId']);
  if (!fitsKinds(type, from.kind, to.kind)) refuse('NOT_FOR_KIND', ['input', 'type']);
  const ends = endsAlike(type, from.id, to.id);
  // Both customers are locked: of two who say the same at once, the second finds the first.
  const known = await trx
    .selectFrom('relationship as edge')
    .select('edge.id')
    .where((eb) => eb.and(edgeConditions({ types: [type] })))
    .where('edge.id', '<>', planned.id)
    .where('edge.from_customer_id', 'in', ends.from)
    .where('edge.to_customer_id', 'in', ends.to)
    .where(sharesDays(planned))
    .executeTakeFirst();
  if (known) refuse('RELATIONSHIP_KNOWN', ['input']);
  if (!isHierarchy(type)) return;
  const parent = await trx
    .selectFrom('relationship as edge')
    .innerJoin('customer', 'customer.id', 'edge.from_customer_id')
    .select('edge.id')
    .where((eb) => eb.and([...edgeConditions({ types: HIERARCHY_TYPES }), ...farConditions(ctx)]))
    .where('edge.id', '<>', planned.id)
    .where('edge.to_customer_id', '=', to.id)
    .where(sharesDays(planned))
    .executeTakeFirst();
  if (parent) refuse('PARENT_KNOWN', ['input', 'toId']);
  await refuseCircle(trx, ctx, planned);
}

/** Whether relationships of a type make a tree. */
export function isHierarchy(type: RelationshipType): boolean {
  return HIERARCHY_TYPES.includes(type);
}
