import { HIERARCHY_TYPES, type RelationshipType } from '@dossier/shared/relationship';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { levelOfRow } from '../../../platform/policy/guard-fields.ts';
import { builtInSource, levelOfCustomer, STAFF_SOURCE } from '../../customer/index.ts';
import type { End } from '../versions.ts';
import { edgeConditions, farConditions, sharesDays, type Span } from './edge-conditions.ts';

const HIGHEST = 100;

/** A relationship as it would be recorded. */
export interface Planned extends Span {
  /** Of the one that is changed; 0 for a new one. */
  readonly id: number;
  readonly type: RelationshipType;
  readonly from: End;
  readonly to: End;
}

/**
 * Lets others who change the organisations' tree wait until this transaction ends: two changes that are each right could make a
 * circle together, and need not have a customer in common. The row they wait at is one that every installation has. Come here
 * before anything else is locked.
 */
export async function lockHierarchy(trx: Trx, ctx: Ctx): Promise<void> {
  await lockRows(trx, 'source', [(await builtInSource(ctx, STAFF_SOURCE)).id]);
}

interface Step extends Span {
  readonly id: number;
  /** How one came here, from the new parent on. */
  readonly path: readonly number[];
}

/** Refuses HIERARCHY_CIRCLE, with the way round, when somebody would be above themselves on any day. */
export async function refuseCircle(trx: Trx, ctx: Ctx, { id, from, to, ...span }: Planned): Promise<void> {
  // Several ways can lead to the same one above on the same days, or round a circle that merging has brought about: each is gone once.
  const been = new Set<string>();
  let steps: readonly Step[] = [{ id: from.id, path: [from.id], validFrom: span.validFrom, validTo: span.validTo }];
  for (let level = 0; steps.length > 0 && level < HIGHEST; level++) {
    const above = await parentsOf(trx, ctx, steps, span);
    const next: Step[] = [];
    for (const step of steps) {
      for (const edge of above) {
        if (edge.id === id || edge.child !== step.id) continue;
        const common = commonDays(step, edge);
        if (!common) continue;
        const path = [...step.path, edge.parent];
        if (edge.parent === to.id)
          refuse('HIERARCHY_CIRCLE', ['input', 'toId'], { path: await named(trx, ctx, [to.id, ...path]) });
        const place = `${edge.parent} ${common.validFrom} ${common.validTo}`;
        if (been.has(place)) continue;
        been.add(place);
        next.push({ id: edge.parent, path, ...common });
      }
    }
    steps = next;
  }
}

async function parentsOf(trx: Trx, ctx: Ctx, steps: readonly Step[], span: Span) {
  return await trx
    .selectFrom('relationship as edge')
    .innerJoin('customer', 'customer.id', 'edge.from_customer_id')
    .select([
      'edge.id',
      'edge.to_customer_id as child',
      'edge.from_customer_id as parent',
      'edge.valid_from as validFrom',
      'edge.valid_to as validTo',
    ])
    .where((eb) => eb.and([...edgeConditions({ types: HIERARCHY_TYPES }), ...farConditions(ctx), sharesDays(span)]))
    .where(
      'edge.to_customer_id',
      'in',
      steps.map(({ id }) => id),
    )
    .execute();
}

/** The days that two spans have in common. */
function commonDays(a: Span, b: Span): Span | undefined {
  const validFrom =
    [a.validFrom, b.validFrom]
      .filter((day) => day !== null)
      .toSorted()
      .at(-1) ?? null;
  const validTo = [a.validTo, b.validTo].filter((day) => day !== null).toSorted()[0] ?? null;
  return validFrom !== null && validTo !== null && validFrom > validTo ? undefined : { validFrom, validTo };
}

/** The way round, from above to below: by name where the actor may read it, else by number. */
async function named(db: Queryable, ctx: Ctx, ids: readonly number[]): Promise<string> {
  const rows = await db
    .selectFrom('customer')
    .select(['id', 'name', 'number'])
    .where('id', 'in', [...ids])
    .execute();
  const names = new Map<number, string>();
  for (const { id, name, number } of rows) {
    const isRead = levelOfRow(ctx.actor.grants, 'PERSONAL', await levelOfCustomer(ctx, id)) === 'FULL';
    names.set(id, (isRead ? name : null) ?? number);
  }
  return ids
    .toReversed()
    .map((id) => names.get(id) ?? '')
    .join(' → ');
}
