import type { Ctx } from '../../../platform/context/context.ts';
import { isWithin } from '../../../platform/policy/compile-grants.ts';

/** Whether a field of a pair compares identity documents and memberships. */
export function isOfDocuments(field: string): boolean {
  return field === 'IDENTIFIER';
}

/**
 * Whether pairs are weighed for the actor with what documents say. That two customers have the same one, or others, is what a look-up
 * by it would tell: whoever may not look up all whom they see by documents finds pairs weighed, ordered and left out without them.
 */
export function weighsDocuments({ actor }: Pick<Ctx, 'actor'>): boolean {
  return isWithin(actor.grants.visible, actor.grants.reach('SENSITIVE', 'LOOK_UP'));
}

/** The column with the weight that pairs have for the actor. */
export function weightColumn(ctx: Pick<Ctx, 'actor'>): 'weight' | 'open_weight' {
  return weighsDocuments(ctx) ? 'weight' : 'open_weight';
}
