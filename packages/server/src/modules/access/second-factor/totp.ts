import { generateSecret, generateURI, ScureBase32Plugin, verifySync } from 'otplib';
import type { Ctx, Services } from '../../../platform/context/context.ts';
import { openSecret, sealSecret } from '../../../platform/crypto/sealed-secret.ts';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';
import { setSecondFactorSince } from '../user.repository.ts';

// RFC 6238, section 5.2: steps of 30 seconds, one step of tolerance on either side.
const STEP_SECONDS = 30;
const SEED_BYTES = 20;
const ISSUER = 'Dossier';

/** How a proof that was found right is used up, in the caller's transaction; false when somebody else was faster. */
export type UseUp = (trx: Trx) => Promise<boolean>;

/** A new seed for a code generator, in base32. */
export function newSeed(): string {
  return generateSecret({ length: SEED_BYTES });
}

/** Twenty bytes as a seed, in base32. */
export function seedOfBytes(bytes: Uint8Array): string {
  return new ScureBase32Plugin().encode(bytes, { padding: false });
}

/** What an authenticator reads from the QR code: seed, installation and account. */
export function totpAddress(installation: string, account: string, seed: string): string {
  // A colon would end the issuer (Key Uri Format).
  return generateURI({ issuer: installation.replaceAll(':', ' ').trim() || ISSUER, label: account, secret: seed });
}

/** Keeps a seed that is not confirmed yet; takes one id. An earlier one that was never confirmed is gone. */
export async function keepSeed(trx: Trx, ctx: Ctx, userId: number, seed: string): Promise<void> {
  await trx.deleteFrom('totp_factor').where('user_id', '=', userId).where('confirmed_at', 'is', null).execute();
  await trx
    .insertInto('totp_factor')
    .values({
      id: ctx.db.ids.take(),
      user_id: userId,
      seed: sealSecret(ctx.keys.factors, Buffer.from(seed), placeOf(userId)),
      last_step: 0,
      created_at: ctx.now(),
      confirmed_at: null,
      last_used_at: null,
    })
    .execute();
}

/** Since when a user's generator works, and when it was last used; undefined when they have none. */
export async function findTotp(
  db: Queryable,
  userId: number,
): Promise<{ since: number; lastUsedAt: number | null } | undefined> {
  const row = await db
    .selectFrom('totp_factor')
    .select(['confirmed_at', 'last_used_at'])
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  return row && { since: row.confirmed_at ?? 0, lastUsedAt: row.last_used_at };
}

/**
 * Whether a code is right for the user's generator (`confirmed`) or for the one being set up (`pending`), and how it is used
 * up. The step is used by raising `last_step` from below: of two requests with one code, in any processes, one succeeds.
 */
export async function examineTotp(
  ctx: Ctx,
  userId: number,
  code: string,
  which: 'confirmed' | 'pending' = 'confirmed',
): Promise<UseUp | undefined> {
  const token = code.normalize('NFKC').replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const row = await ctx.db.read
    .selectFrom('totp_factor')
    .select(['id', 'seed', 'last_step'])
    .where('user_id', '=', userId)
    .where('confirmed_at', which === 'pending' ? 'is' : 'is not', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const secret = seedOf(ctx, userId, row.seed);
  if (secret === undefined) return undefined;
  const result = verifySync({
    strategy: 'totp',
    secret,
    token,
    epoch: Math.floor(ctx.now() / 1000),
    period: STEP_SECONDS,
    epochTolerance: STEP_SECONDS,
  });
  // The library's type is shared with counters, which have no step.
  if (!result.valid || !('timeStep' in result)) return undefined;
  const { timeStep } = result;
  if (timeStep <= row.last_step) return undefined;
  return async (trx) => {
    const used = await trx
      .updateTable('totp_factor')
      .set({ last_step: timeStep, last_used_at: ctx.now() })
      .where('id', '=', row.id)
      .where('last_step', '<', timeStep)
      .executeTakeFirst();
    return used.numUpdatedRows > 0n;
  };
}

/** The generator that waits becomes the user's one; false when there is none. */
export async function confirmSeed(trx: Trx, ctx: Ctx, userId: number): Promise<boolean> {
  await trx.deleteFrom('totp_factor').where('user_id', '=', userId).where('confirmed_at', 'is not', null).execute();
  const result = await trx
    .updateTable('totp_factor')
    .set({ confirmed_at: ctx.now() })
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/**
 * Gives a user a code generator with a seed that was made elsewhere and is shown to them there. For installations that print
 * what people sign in with: the demo.
 */
export async function giveTotp(ctx: Ctx, userId: number, seed: string): Promise<void> {
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    await keepSeed(trx, ctx, userId, seed);
    await confirmSeed(trx, ctx, userId);
    await setSecondFactorSince(trx, userId, ctx.now());
  });
}

/** Takes the user's generators away; true when one of them worked. */
export async function removeTotp(trx: Trx, userId: number): Promise<boolean> {
  const result = await trx
    .deleteFrom('totp_factor')
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  await trx.deleteFrom('totp_factor').where('user_id', '=', userId).execute();
  return result.numDeletedRows > 0n;
}

// Sealed by another installation's keys, when a backup was restored without them: then no code is right, and the factor has to
// be reset.
function seedOf(services: Services, userId: number, sealed: string): string | undefined {
  try {
    return openSecret(services.keys.factors, sealed, placeOf(userId)).toString();
  } catch {
    services.log.error({ userId }, 'the seed of a second factor cannot be opened with the keys of this installation');
    return undefined;
  }
}

function placeOf(userId: number): string {
  return `totp_factor|seed|${userId}`;
}
