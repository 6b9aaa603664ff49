import type { Ctx } from '../../platform/context/context.ts';
import type { Trx } from '../../platform/database/tables.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import type { DataClass } from '@dossier/shared/access';
import { API_SOURCE, builtInSource, requireCustomer, STAFF_SOURCE } from '../customer/index.ts';

type Versioned = 'relationship' | 'decision_chain' | 'decision_member';

/** Which version of which row is changed; the same key again has no second effect. */
export interface Target {
  readonly id: number;
  readonly version: number;
  readonly idempotencyKey?: string | undefined;
}

/** Ends the present version of a row, in favour of the next. Refuses STALE when another is present. */
export async function endVersion(
  trx: Trx,
  ctx: Ctx,
  table: Versioned,
  { id, version }: { readonly id: number; readonly version: number },
): Promise<void> {
  const ended = await trx
    .updateTable(table)
    .set({ recorded_to: ctx.now() })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('recorded_to', 'is', null)
    .executeTakeFirst();
  if (ended.numUpdatedRows === 0n) refuse('STALE', ['version']);
}

/** Who says something now: what every version is recorded with. Reads; call it before the transaction. */
export async function provenance(ctx: Ctx) {
  const source = await builtInSource(ctx, ctx.actor.kind === 'token' ? API_SOURCE : STAFF_SOURCE);
  return { source_id: source.id, recorded_by: ctx.actor.userId, recorded_from: ctx.now(), recorded_to: null };
}

/** A customer as far as what is recorded between customers goes. */
export interface End {
  readonly id: number;
  readonly subjectId: number;
  readonly kind: string;
}

/**
 * Asks whether the actor may write something about a customer, whose row is locked: it must be one they see (else NOT_FOUND), may
 * change (else NOT_ALLOWED), and in use (else WRONG_STATE).
 */
export async function requireEnd(
  trx: Trx,
  ctx: Ctx,
  id: number,
  classes: readonly DataClass[],
  field: readonly string[],
): Promise<End> {
  // First, and alike for one that is hidden and one that is not there.
  await requireCustomer(trx, ctx, id, 'WRITE', classes, field);
  const row = await trx
    .selectFrom('customer')
    .select(['subject_id', 'kind', 'status'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) refuse('NOT_FOUND', field);
  if (row.status !== 'ACTIVE') refuse('WRONG_STATE', field);
  return { id, subjectId: row.subject_id, kind: row.kind };
}

/** The classes of what an input says: at least INTERNAL, because any change is one of the records. */
export function classesSaid(input: object, personal: readonly string[]): readonly DataClass[] {
  const saysPersonal = Object.entries(input).some(([name, value]) => value !== undefined && personal.includes(name));
  return saysPersonal ? ['INTERNAL', 'PERSONAL'] : ['INTERNAL'];
}

/** What an input says, where it says something. */
export function keep<Value>(said: Value | undefined, known: Value): Value {
  return said === undefined ? known : said;
}
