import type { Ctx } from '../../platform/context/context.ts';
import { keyedDigest } from '../../platform/crypto/keyed-digest.ts';
import { isDuplicateKey } from '../../platform/database/engine-errors.ts';
import type { Trx } from '../../platform/database/tables.ts';
import { failure } from '../../platform/graphql/failure.ts';

const WINDOW_MS = 3_600_000;
const PER_ACCOUNT = 10;
// Many colleagues may sit behind one address; their right passwords do not count.
const PER_ADDRESS = 100;

/** The counters a guess counts against: digests, so that the table names nobody. */
export function guessKeys(ctx: Ctx, account: string): readonly { key: string; limit: number }[] {
  const keys = [{ key: keyedDigest(ctx.keys, 'account', account), limit: PER_ACCOUNT }];
  const { address } = ctx.client;
  if (address) keys.push({ key: keyedDigest(ctx.keys, 'address', address), limit: PER_ADDRESS });
  return keys;
}

/**
 * Counts a guess before it is evaluated, so that parallel guesses cannot slip through.
 *
 * @throws RATE_LIMITED when an hour's guesses are used up; then nothing is evaluated.
 */
export async function countGuess(ctx: Ctx, account: string): Promise<void> {
  const now = ctx.now();
  const countAll = async () =>
    await ctx.db.transaction(async (trx) => {
      for (const { key, limit } of guessKeys(ctx, account)) {
        const full = await count(trx, key, limit, now);
        // Thrown inside, so that a guess that is not evaluated counts nowhere.
        if (full !== undefined) throw tooMany(full - now);
      }
    });
  await countAll().catch(async (error: unknown) => {
    // Two first guesses at once: the later one finds the counter that the other made.
    if (isDuplicateKey(error)) return await countAll();
    throw error;
  });
}

/** Takes a counted guess back: it was right. */
export async function forgiveGuess(trx: Trx, ctx: Ctx, account: string): Promise<void> {
  for (const { key } of guessKeys(ctx, account)) {
    await trx
      .updateTable('guess_count')
      .set((eb) => ({ guesses: eb('guesses', '-', 1) }))
      .where('key', '=', key)
      .where('guesses', '>', 0)
      .execute();
  }
}

/** Removes counters whose hour is over. */
export async function forgetGuesses(trx: Trx, now: number): Promise<void> {
  await trx
    .deleteFrom('guess_count')
    .where('window_start', '<=', now - WINDOW_MS)
    .execute();
}

// Returns when the window ends if its guesses are used up. The update comes first: it locks the row before anyone looks.
async function count(trx: Trx, key: string, limit: number, now: number): Promise<number | undefined> {
  const updated = await trx
    .updateTable('guess_count')
    .set((eb) => ({ guesses: eb('guesses', '+', 1) }))
    .where('key', '=', key)
    .executeTakeFirst();
  if (updated.numUpdatedRows === 0n) {
    await trx.insertInto('guess_count').values({ key, window_start: now, guesses: 1 }).execute();
    return undefined;
  }
  const row = await trx
    .selectFrom('guess_count')
    .select(['guesses', 'window_start'])
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  if (row.window_start <= now - WINDOW_MS) {
    await trx.updateTable('guess_count').set({ guesses: 1, window_start: now }).where('key', '=', key).execute();
    return undefined;
  }
  return row.guesses <= limit ? undefined : row.window_start + WINDOW_MS;
}

function tooMany(waitMs: number): Error {
  const retryAfter = Math.max(1, Math.ceil(waitMs / 1000));
  return failure('RATE_LIMITED', `Too many attempts. Try again in ${Math.ceil(retryAfter / 60)} minutes.`, {
    retryAfter,
  });
}
