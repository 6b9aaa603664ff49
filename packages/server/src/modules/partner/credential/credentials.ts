import { PARTNER_LIMITS as LIMITS, type PartnerCredentialKind } from '@dossier/shared/partner';
import { calculateJwkThumbprint, importJWK, type JWK } from 'jose';
import { KeyObject } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import { isDuplicateKey } from '../../../platform/database/engine-errors.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Queryable, Tables } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { newSecret, requireStepUp } from '../../access/index.ts';
import { recordAudit } from '../../audit/index.ts';
import { findApp } from '../app/partner-apps.ts';

const DAY_MS = 86_400_000;
const SECRET_PREFIX = 'dps_';
const SHOWN = 8;
const LONGEST_JWK = 4_000;
const SMALLEST_RSA = 2_048;

/** A credential as it is stored. */
export type CredentialRow = Omit<Selectable<Tables['partner_credential']>, 'kind'> & {
  readonly kind: PartnerCredentialKind;
};

/** A new credential. */
export interface NewCredential {
  readonly appId: number;
  readonly label: string;
  readonly expiresInDays: number;
}

/** The algorithm that a public key signs with (RFC 7518); undefined for keys that are not taken. */
export function algorithmOf(jwk: JWK): 'ES256' | 'ES384' | 'EdDSA' | 'PS256' | undefined {
  if (jwk.kty === 'EC' && jwk.crv === 'P-256') return 'ES256';
  if (jwk.kty === 'EC' && jwk.crv === 'P-384') return 'ES384';
  if (jwk.kty === 'OKP' && jwk.crv === 'Ed25519') return 'EdDSA';
  return jwk.kty === 'RSA' ? 'PS256' : undefined;
}

/**
 * Makes a client secret, which is answered once and never again. Refuses NOT_FOUND, WRONG_STATE for an app that has ended, REQUIRED,
 * TOO_LONG, TOO_SMALL, TOO_LARGE (1 to 90 days), TOO_MANY (two that are good).
 *
 * @throws STEP_UP_REQUIRED
 */
export async function createSecret(ctx: Ctx, input: NewCredential): Promise<{ id: number; secret: string }> {
  const { secret, digest } = newSecret(SECRET_PREFIX);
  const prefix = secret.slice(0, SECRET_PREFIX.length + SHOWN);
  return { id: await addCredential(ctx, input, { kind: 'SECRET', digest, prefix, jwk: null }), secret };
}

/**
 * Registers a public key (JSON Web Key) with which the app signs who it is. Refuses as {@link createSecret} does, KEY_INVALID, and
 * TAKEN for a key that is known already.
 *
 * @throws STEP_UP_REQUIRED
 */
export async function addKey(ctx: Ctx, input: NewCredential & { readonly jwk: string }): Promise<number> {
  const jwk = await publicKeyOf(input.jwk);
  if (!jwk) refuse('KEY_INVALID', ['input', 'jwk']);
  const digest = await calculateJwkThumbprint(jwk);
  return await addCredential(ctx, input, { kind: 'KEY', digest, prefix: null, jwk: JSON.stringify(jwk) }).catch(
    (error: unknown) => {
      if (isDuplicateKey(error)) refuse('TAKEN', ['input', 'jwk']);
      throw error;
    },
  );
}

/**
 * Ends a credential and the tokens that were got with it, at once. With `ofApp` only one of this app. Refuses NOT_FOUND,
 * ALREADY_DONE.
 */
export async function revokeCredential(ctx: Ctx, id: number, ofApp?: number): Promise<void> {
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    const row = await trx.selectFrom('partner_credential').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row || (ofApp !== undefined && row.app_id !== ofApp)) refuse('NOT_FOUND', ['id']);
    if (row.revoked_at !== null) refuse('ALREADY_DONE', ['id']);
    await trx.updateTable('partner_credential').set({ revoked_at: ctx.now() }).where('id', '=', id).execute();
    await trx.deleteFrom('partner_token').where('credential_id', '=', id).execute();
    await recordAudit(trx, ctx, {
      action: 'partnerCredential.revoked',
      objectType: 'partnerCredential',
      objectId: id,
      detail: { app: row.app_id },
    });
  });
}

/** The credentials of some apps, the newest first. */
export async function listCredentials(db: Queryable, appIds: readonly number[]): Promise<CredentialRow[]> {
  const rows = await db
    .selectFrom('partner_credential')
    .selectAll()
    .where('app_id', 'in', [0, ...appIds])
    .orderBy('id', 'desc')
    .execute();
  // Only the two kinds are written.
  return (rows as CredentialRow[]).toSorted((a, b) => b.created_at - a.created_at);
}

/** Whether a credential can be used. */
export function isGood(row: Pick<CredentialRow, 'revoked_at' | 'expires_at'>, now: number): boolean {
  return row.revoked_at === null && row.expires_at > now;
}

async function addCredential(
  ctx: Ctx,
  input: NewCredential,
  values: Pick<CredentialRow, 'kind' | 'digest' | 'prefix' | 'jwk'>,
): Promise<number> {
  requireStepUp(ctx);
  const label = input.label.trim();
  if (!label) refuse('REQUIRED', ['input', 'label']);
  if (label.length > LIMITS.label) refuse('TOO_LONG', ['input', 'label'], { max: LIMITS.label });
  if (input.expiresInDays < 1) refuse('TOO_SMALL', ['input', 'expiresInDays'], { min: 1 });
  if (input.expiresInDays > LIMITS.credentialDays)
    refuse('TOO_LARGE', ['input', 'expiresInDays'], { max: LIMITS.credentialDays });
  await ctx.db.ids.ensure(2);
  return await ctx.db.transaction(async (trx) => {
    // Two who make one at the same moment come one after the other.
    await lockRows(trx, 'partner_app', [input.appId]);
    const app = (await findApp(trx, input.appId)) ?? refuse('NOT_FOUND', ['input', 'appId']);
    if (app.state === 'ENDED') refuse('WRONG_STATE', ['input', 'appId']);
    const good = (await listCredentials(trx, [app.id])).filter(
      (one) => one.kind === values.kind && isGood(one, ctx.now()),
    );
    const most = values.kind === 'SECRET' ? LIMITS.liveSecrets : LIMITS.liveKeys;
    if (good.length >= most) refuse('TOO_MANY', ['input'], { max: most });
    const id = ctx.db.ids.take();
    await trx
      .insertInto('partner_credential')
      .values({
        id,
        app_id: app.id,
        ...values,
        label,
        created_at: ctx.now(),
        expires_at: ctx.now() + input.expiresInDays * DAY_MS,
        last_used_at: null,
        revoked_at: null,
      })
      .execute();
    await recordAudit(trx, ctx, {
      action: 'partnerCredential.created',
      objectType: 'partnerCredential',
      objectId: id,
      detail: { app: app.id, kind: values.kind },
    });
    return id;
  });
}

/** A public key as it is kept: its public parts and nothing else; undefined for anything that is none. */
async function publicKeyOf(text: string): Promise<JWK | undefined> {
  try {
    const given: unknown = text.length > LONGEST_JWK ? undefined : JSON.parse(text);
    if (typeof given !== 'object' || given === null || 'd' in given || 'k' in given) return undefined;
    // Whether it is one, importing shows.
    const { kty, crv, x, y, n, e, kid } = given as JWK;
    const jwk = JSON.parse(JSON.stringify({ kty, crv, x, y, n, e, kid })) as JWK;
    const algorithm = algorithmOf(jwk);
    if (!algorithm) return undefined;
    const key = await importJWK(jwk, algorithm);
    if (key instanceof Uint8Array) return undefined;
    const { asymmetricKeyDetails: details } = KeyObject.from(key);
    return details?.modulusLength !== undefined && details.modulusLength < SMALLEST_RSA ? undefined : jwk;
  } catch {
    return undefined;
  }
}
