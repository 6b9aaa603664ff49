import type { z } from 'zod';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { digestOf } from '../secret-token.ts';

/** COSE algorithms of passkeys: EdDSA, ES256, RS256, which Node verifies without experiments and every authenticator has one of. */
export const PASSKEY_ALGORITHMS = [-8, -7, -257];

const VALID_MS = 5 * 60_000;

/** What a challenge was made for: the purpose, and the session or the ticket it belongs to. */
export interface ChallengeHolder {
  readonly purpose: 'REGISTER' | 'SIGN_IN' | 'STEP_UP';
  readonly userId: number;
  readonly id: number;
}

/** Where this installation is reached, as browsers bind passkeys to it (WebAuthn, "RP ID" and "origin"). */
export function partyOf(ctx: Ctx): { readonly host: string; readonly origin: string } {
  const { hostname, origin } = new URL(ctx.client.baseUrl);
  return { host: hostname, origin };
}

/** Remembers a challenge for five minutes, in place of the holder's earlier one. */
export async function keepChallenge(ctx: Ctx, holder: ChallengeHolder, challenge: string): Promise<void> {
  await ctx.db.transaction(async (trx) => {
    await trx
      .deleteFrom('passkey_challenge')
      .where('user_id', '=', holder.userId)
      .where('holder', '=', holder.id)
      .where('purpose', '=', holder.purpose)
      .execute();
    await trx
      .insertInto('passkey_challenge')
      .values({
        challenge_hash: digestOf(challenge),
        purpose: holder.purpose,
        user_id: holder.userId,
        holder: holder.id,
        expires_at: ctx.now() + VALID_MS,
      })
      .execute();
  });
}

/** What the library checks a browser's answer against, and afterwards the challenge that was signed. */
export function expectationOf(ctx: Ctx, holder: ChallengeHolder) {
  const { host, origin } = partyOf(ctx);
  let signed = '';
  return {
    expected: {
      expectedChallenge: async (challenge: string) => {
        signed = challenge;
        return await isOpenChallenge(ctx, holder, challenge);
      },
      expectedOrigin: origin,
      expectedRPID: host,
      requireUserVerification: false,
    },
    signed: () => signed,
  };
}

/** Reads a browser's answer, JSON as its programming interface gives it; undefined when it is none. */
export function readAnswer<Answer>(text: string, longest: number, schema: z.ZodType<Answer>): Answer | undefined {
  if (text.length > longest) return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

// Whether the challenge was made for this holder and is still open.
async function isOpenChallenge(ctx: Ctx, holder: ChallengeHolder, challenge: string): Promise<boolean> {
  const row = await ctx.db.read
    .selectFrom('passkey_challenge')
    .select(['purpose', 'user_id', 'holder'])
    .where('challenge_hash', '=', digestOf(challenge))
    .where('expires_at', '>', ctx.now())
    .executeTakeFirst();
  return row?.purpose === holder.purpose && row.user_id === holder.userId && row.holder === holder.id;
}

/** Uses a challenge up; false when it was used already. */
export async function useChallenge(trx: Trx, challenge: string): Promise<boolean> {
  const result = await trx
    .deleteFrom('passkey_challenge')
    .where('challenge_hash', '=', digestOf(challenge))
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
