import type { Purpose } from '@dossier/shared/privacy';
import { localTimeOf } from '@dossier/shared/standardise';
import { type Actor, ANONYMOUS } from '../../../platform/context/actor.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { isDuplicateKey } from '../../../platform/database/engine-errors.ts';
import { countGuess, forgiveGuess, newSecret } from '../../access/index.ts';
import { recordAudit } from '../../audit/index.ts';
import { findApp, findTerms } from '../app/partner-apps.ts';
import { readTerms, type Terms } from '../app/terms.ts';
import { authenticateClient, claimedId, type ClientProof, type ProvenClient } from './authenticate-client.ts';
import { isAddressAllowed } from './address-range.ts';

/** How access tokens of partner apps begin. */
export const TOKEN_PREFIX = 'dpa_';
/** How long they are good (seconds). */
export const TOKEN_SECONDS = 600;

/** Why a client gets no token (RFC 6749, section 5.2; RFC 8707). */
export type TokenRefusal = 'invalid_client' | 'invalid_scope' | 'unauthorized_client';

/** An access token. */
export interface IssuedToken {
  readonly token: string;
  readonly purposes: readonly Purpose[];
}

/**
 * Gives an app an access token for ten minutes. What was got wrong is told only to who has proved who it is.
 *
 * @param scope purposes that the token shall be for; empty: all that the app has
 * @throws RATE_LIMITED after ten wrong tries from an address for one app, or a hundred for any, within an hour
 */
export async function issueToken(
  ctx: Ctx,
  proof: ClientProof,
  scope: readonly string[],
  audiences: readonly string[],
): Promise<IssuedToken | Refusal> {
  const claimed = claimedId(proof);
  // With the address: whoever knows an app's id cannot lock it out.
  const account = `partner ${claimed} ${ctx.client.address}`;
  await countGuess(ctx, account);
  const client = await authenticateClient(ctx, proof, audiences);
  if (!client) return await unproven(ctx, claimed);
  const chosen = await purposesFor(ctx, client.appId, scope);
  if ('refusal' in chosen) {
    // It was no guess.
    await ctx.db.transaction(async (trx) => await forgiveGuess(trx, ctx, account));
    return chosen;
  }
  const { secret: token, digest } = newSecret(TOKEN_PREFIX);
  const isWritten = await writeToken(asApp(ctx, client.appId, chosen.name), client, account, digest, chosen.purposes);
  if (!isWritten) return { refusal: 'invalid_client', because: 'The assertion was used before.' };
  return { token, purposes: chosen.purposes };
}

interface Refusal {
  readonly refusal: TokenRefusal;
  readonly because: string;
}

async function purposesFor(
  ctx: Ctx,
  appId: number,
  scope: readonly string[],
): Promise<{ readonly name: string; readonly purposes: readonly Purpose[] } | Refusal> {
  const app = await findApp(ctx.db.read, appId);
  const terms = app && (await findTerms(ctx.db.read, app.id, app.in_force));
  const no = (because: string) => ({ refusal: 'unauthorized_client' as const, because });
  if (app?.state !== 'APPROVED' || !terms) return no('The app is not approved.');
  const { purposes, addresses, ...period } = readTerms(terms.document);
  if (!isAddressAllowed(ctx.client.address, addresses)) return no('The app may not come from this address.');
  if (!(await isUnderContract(ctx, period))) return no('The contract has not begun, or has ended.');
  if (!scope.every((one) => purposes.some((purpose) => purpose === one)))
    return { refusal: 'invalid_scope', because: 'The app may not ask for all of these purposes.' };
  return { name: app.name, purposes: scope.length === 0 ? purposes : purposes.filter((one) => scope.includes(one)) };
}

/** Whether today is a day of the contract. */
export async function isUnderContract(
  ctx: Pick<Ctx, 'now' | 'settings'>,
  { contractFrom, contractTo }: Pick<Terms, 'contractFrom' | 'contractTo'>,
): Promise<boolean> {
  const today = localTimeOf(ctx.now(), (await ctx.settings()).timeZone)
    .toISOString()
    .slice(0, 10);
  return contractFrom <= today && today <= contractTo;
}

async function writeToken(
  ctx: Ctx,
  { appId, credentialId, once }: ProvenClient,
  account: string,
  tokenHash: string,
  purposes: readonly Purpose[],
): Promise<boolean> {
  await ctx.db.ids.ensure(1);
  try {
    await ctx.db.transaction(async (trx) => {
      if (once)
        await trx
          .insertInto('partner_assertion')
          .values({ app_id: appId, digest: once.digest, expires_at: once.expiresAt })
          .execute();
      await trx
        .insertInto('partner_token')
        .values({
          token_hash: tokenHash,
          app_id: appId,
          credential_id: credentialId,
          purposes: purposes.join(),
          expires_at: ctx.now() + TOKEN_SECONDS * 1000,
        })
        .execute();
      await trx
        .updateTable('partner_credential')
        .set({ last_used_at: ctx.now() })
        .where('id', '=', credentialId)
        .execute();
      await forgiveGuess(trx, ctx, account);
      await recordAudit(trx, ctx, { action: 'partnerApp.signedIn', objectType: 'partnerApp', objectId: appId });
    });
    return true;
  } catch (error) {
    // The statement was used before, or at this very moment by somebody else.
    if (once && isDuplicateKey(error)) return false;
    throw error;
  }
}

async function unproven(ctx: Ctx, claimed: string): Promise<Refusal> {
  const appId = ctx.publicIds.decode('app', claimed);
  if (appId !== undefined && (await findApp(ctx.db.read, appId))) {
    await ctx.db.ids.ensure(1);
    await ctx.db.transaction(
      async (trx) =>
        await recordAudit(trx, ctx, { action: 'partnerApp.signInFailed', objectType: 'partnerApp', objectId: appId }),
    );
  }
  return { refusal: 'invalid_client', because: 'The client is not known by this proof.' };
}

// Only for the log: a token is asked for without any rights.
function asApp(ctx: Ctx, appId: number, name: string): Ctx {
  const actor: Actor = { ...ANONYMOUS, kind: 'app', userId: appId, name };
  return { ...ctx, actor };
}
