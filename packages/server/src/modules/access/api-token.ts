import type { Ctx } from '../../platform/context/context.ts';
import type { Queryable } from '../../platform/database/tables.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { bumpSessionEpoch } from './session-epoch.ts';
import { requireStepUp } from './second-factor/step-up.ts';
import { recordAudit } from '../audit/index.ts';
import { API_TOKEN_PREFIX } from './authenticate.ts';
import { newSecret } from './secret-token.ts';

const LONGEST_DAYS = 365;
const LONGEST_NAME = 80;
const MOST_TOKENS = 50;
const SHOWN = 8;
const DAY_MS = 86_400_000;

/** A token as its owner sees it. */
export interface ApiTokenRecord {
  readonly id: number;
  readonly userId: number;
  readonly name: string;
  readonly prefix: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly lastUsedAt: number | null;
  readonly revokedAt: number | null;
}

/**
 * Makes a personal token with the rights of its owner; its secret is answered once and never again. Refuses REQUIRED,
 * TOO_LONG, TOO_SMALL, TOO_LARGE (1 to 365 days), TOO_MANY.
 *
 * @throws STEP_UP_REQUIRED
 */
export async function createApiToken(
  ctx: Ctx,
  input: { name: string; expiresInDays: number },
): Promise<{ id: number; token: string }> {
  requireStepUp(ctx);
  const name = input.name.trim();
  if (!name) refuse('REQUIRED', ['input', 'name']);
  if (name.length > LONGEST_NAME) refuse('TOO_LONG', ['input', 'name'], { max: LONGEST_NAME });
  if (input.expiresInDays < 1) refuse('TOO_SMALL', ['input', 'expiresInDays'], { min: 1 });
  if (input.expiresInDays > LONGEST_DAYS) refuse('TOO_LARGE', ['input', 'expiresInDays'], { max: LONGEST_DAYS });
  const living = (await listApiTokens(ctx.db.read, ctx.actor.userId)).filter(
    ({ revokedAt, expiresAt }) => revokedAt === null && expiresAt > ctx.now(),
  );
  if (living.length >= MOST_TOKENS) refuse('TOO_MANY', undefined, { max: MOST_TOKENS });

  const { secret, digest } = newSecret(API_TOKEN_PREFIX);
  await ctx.db.ids.ensure(2);
  const id = ctx.db.ids.take();
  await ctx.db.transaction(async (trx) => {
    await trx
      .insertInto('api_token')
      .values({
        id,
        token_hash: digest,
        prefix: secret.slice(0, API_TOKEN_PREFIX.length + SHOWN),
        name,
        user_id: ctx.actor.userId,
        second_factor: ctx.actor.secondFactor ? 1 : 0,
        created_at: ctx.now(),
        expires_at: ctx.now() + input.expiresInDays * DAY_MS,
        last_used_at: null,
        revoked_at: null,
      })
      .execute();
    await recordAudit(trx, ctx, { action: 'apiToken.created', objectType: 'apiToken', objectId: id });
  });
  return { id, token: secret };
}

/** Ends one of the actor's tokens at once. Refuses NOT_FOUND; a token that has ended already stays so. */
export async function revokeApiToken(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    const result = await trx
      .updateTable('api_token')
      .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(ctx.now())) }))
      .where('id', '=', id)
      .where('user_id', '=', ctx.actor.userId)
      .executeTakeFirst();
    if (result.numUpdatedRows === 0n) refuse('NOT_FOUND', ['id']);
    await recordAudit(trx, ctx, { action: 'apiToken.revoked', objectType: 'apiToken', objectId: id });
    await bumpSessionEpoch(trx);
  });
}

/** A user's tokens, newest first. */
export async function listApiTokens(db: Queryable, userId: number): Promise<readonly ApiTokenRecord[]> {
  const rows = await db
    .selectFrom('api_token')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    userId: row.user_id,
    name: row.name,
    prefix: row.prefix,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }));
}
