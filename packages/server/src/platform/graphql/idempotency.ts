import type { Ctx } from '../context/context.ts';
import { keyedDigest } from '../crypto/keyed-digest.ts';
import { isDuplicateKey } from '../database/engine-errors.ts';
import type { Trx } from '../database/tables.ts';
import { refuse } from './refused.ts';

const KEPT_MS = 24 * 3_600_000;
const LONGEST_KEY = 120;

/**
 * Runs `work` in a transaction, at most once per key of this actor within 24 hours. The same request again gets what the
 * first one returned, also when both come at once; another request under the same key is refused. Without a key it is
 * simply a transaction.
 *
 * What `work` returns is kept as JSON and not sealed, which is why it can be the key of a row and nothing else: read the
 * object afterwards. Refusals are not kept.
 *
 * @param request the operation and its input; two requests are the same when this is
 * @throws Refused IDEMPOTENCY_KEY_REUSED, TOO_LONG
 */
export async function idempotent<T extends number | null>(
  ctx: Ctx,
  key: string | null | undefined,
  request: { readonly operation: string; readonly input: unknown },
  work: (trx: Trx) => Promise<T>,
): Promise<T> {
  if (key == null || key === '') return await ctx.db.transaction(work);
  if (key.length > LONGEST_KEY) refuse('TOO_LONG', ['idempotencyKey'], { max: LONGEST_KEY });
  const actor = `${ctx.actor.kind === 'token' ? 'user' : ctx.actor.kind}:${ctx.actor.userId}`;
  // Keyed, since whoever has the database could otherwise try out phone numbers.
  const fingerprint = keyedDigest(ctx.keys, request.operation, canonical(request.input));

  const runOnce = async (): Promise<T> =>
    await ctx.db.transaction(async (trx) => {
      await forgetKey(trx, actor, key, ctx.now());
      const kept = await findAnswer(trx, actor, key, fingerprint);
      // What was kept is what `work` returned for this very request.
      if (kept) return JSON.parse(kept.answer) as T;
      // The key is taken before the work: whoever comes at the same time waits here, or fails on the key.
      await trx
        .insertInto('idempotency_key')
        .values({ actor, name: key, fingerprint, answer: null, created_at: ctx.now() })
        .execute();
      const result = await work(trx);
      await trx
        .updateTable('idempotency_key')
        .set({ answer: JSON.stringify(result ?? null) })
        .where('actor', '=', actor)
        .where('name', '=', key)
        .execute();
      return result;
    });

  try {
    return await runOnce();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    // Either another request with this key was faster, or the work itself met a unique key: only the first is ours.
    const kept = await findAnswer(ctx.db.read, actor, key, fingerprint);
    if (!kept) throw error;
    return JSON.parse(kept.answer) as T;
  }
}

/** Removes keys that are older than a day. For a scheduled duty. */
export async function forgetOldKeys(trx: Trx, now: number): Promise<void> {
  await trx
    .deleteFrom('idempotency_key')
    .where('created_at', '<=', now - KEPT_MS)
    .execute();
}

async function forgetKey(trx: Trx, actor: string, key: string, now: number): Promise<void> {
  await trx
    .deleteFrom('idempotency_key')
    .where('actor', '=', actor)
    .where('name', '=', key)
    .where('created_at', '<=', now - KEPT_MS)
    .execute();
}

async function findAnswer(
  db: Pick<Trx, 'selectFrom'>,
  actor: string,
  key: string,
  fingerprint: string,
): Promise<{ answer: string } | undefined> {
  const row = await db
    .selectFrom('idempotency_key')
    .select(['fingerprint', 'answer'])
    .where('actor', '=', actor)
    .where('name', '=', key)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.fingerprint !== fingerprint) refuse('IDEMPOTENCY_KEY_REUSED', ['idempotencyKey']);
  return { answer: row.answer ?? 'null' };
}

/** JSON with the keys of objects in order, so that the order in which a caller writes them does not matter. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
