import type { Ctx } from '../../platform/context/context.ts';
import { checkBinding, isBound } from '../../platform/crypto/key-store/bind-key-store.ts';
import { highestSubject, type Tombstone, tombstonesOf } from '../../platform/crypto/key-store/tombstones.ts';
import type { Trx } from '../../platform/database/tables.ts';
import { forgetDestroyed } from '../intake/index.ts';
import { carryOut } from './carry-out.ts';
import { findErasure } from './erasures.ts';

/** Keys that rehearsals make begin here. */
const REHEARSED = 2 ** 52;
const REASON = 'Erased before this backup was put back.';

/** What was erased, or destroyed, after the database was as it is. */
export interface Replayed {
  readonly customers: number;
  readonly files: number;
}

/**
 * Does in a database that may be an older one, put back from a backup or as a snapshot, what was done since then: whoever was
 * erased is erased again, and what belonged to keys that are gone is marked as gone. The key store, which is in no backup, knows.
 * Keys of rows go on after every one that the key store has met, so that nothing new gets the key of something destroyed.
 * Repeated, it finds nothing.
 *
 * @param ctx of the database, before anything is shown of it
 * @throws KeyProblem when the key store is not the one that it was sealed with
 */
export async function replayErasures(ctx: Ctx): Promise<Replayed> {
  const replayed = { customers: 0, files: 0 };
  if (!(await isBound(ctx.db))) return replayed;
  await checkBinding(ctx.db, ctx.keyStore);
  await skipSubjects(ctx);
  for await (const tombstones of tombstonesOf(ctx.keyStore)) {
    const destroyedAt = new Map(tombstones.map((one) => [one.subjectId, one.destroyedAt]));
    const ids = [...destroyedAt.keys()];
    const customers = await ctx.db.read.selectFrom('customer').select('id').where('id', 'in', ids).execute();
    for (const { id } of customers)
      if (await eraseAgain(ctx, { subjectId: id, destroyedAt: destroyedAt.get(id) ?? 0 })) replayed.customers += 1;
    replayed.files += await ctx.db.transaction(async (trx) => await forgetDestroyed(trx, ids));
  }
  return replayed;
}

/** False when another process, which was about to erase the customer, has done so. */
async function eraseAgain(ctx: Ctx, { subjectId, destroyedAt }: Tombstone): Promise<boolean> {
  const nextId = await ctx.db.ids.claim(1);
  const id = await ctx.db.transaction(
    async (trx) => (await openRequest(trx, subjectId)) ?? (await enter(trx, ctx, subjectId, nextId())),
  );
  const record = id === undefined ? undefined : await findErasure(ctx.db.read, id);
  if (record) await carryOut(ctx, record, destroyedAt);
  return record !== undefined;
}

async function openRequest(trx: Trx, customerKey: number): Promise<number | undefined> {
  const row = await trx
    .selectFrom('erasure')
    .select('id')
    .where('customer_key', '=', customerKey)
    .where('state', 'in', ['REQUESTED', 'RUNNING'])
    .executeTakeFirst();
  return row?.id;
}

async function enter(trx: Trx, ctx: Ctx, customerKey: number, id: number): Promise<number | undefined> {
  const customer = await trx.selectFrom('customer').select('number').where('id', '=', customerKey).executeTakeFirst();
  if (!customer) return undefined;
  await trx
    .insertInto('erasure')
    .values({
      id,
      customer_key: customerKey,
      number: customer.number,
      state: 'REQUESTED',
      reason: REASON,
      requested_by: ctx.actor.userId,
      requested_at: ctx.now(),
      due_at: ctx.now(),
      ended_at: null,
      receipt: null,
    })
    .execute();
  return id;
}

async function skipSubjects({ db, keyStore }: Ctx): Promise<void> {
  const next = (await highestSubject(keyStore, REHEARSED)) + 1;
  await db.transaction(async (trx) => {
    await trx
      .updateTable('id_sequence')
      .set({ next_id: next })
      .where('name', '=', 'row')
      .where('next_id', '<', next)
      .execute();
  });
}
