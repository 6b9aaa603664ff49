import { decodeJwt, errors, importJWK, type JWK, jwtVerify } from 'jose';
import type { Ctx } from '../../../platform/context/context.ts';
import { digestOf } from '../../access/index.ts';
import { algorithmOf, type CredentialRow, isGood, listCredentials } from './credentials.ts';

/** How long a signed statement may be good, and how far clocks may differ (seconds). */
const LONGEST_ASSERTION_S = 300;
const CLOCK_S = 10;
const LONGEST_JTI = 200;

/** The type of a signed statement (RFC 7523, section 2.2). */
export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** How a client says who it is. */
export type ClientProof =
  | { readonly kind: 'SECRET'; readonly clientId: string; readonly secret: string }
  | { readonly kind: 'ASSERTION'; readonly assertion: string };

/** Who a client says it is; empty when it does not. */
export function claimedId(proof: ClientProof): string {
  if (proof.kind === 'SECRET') return proof.clientId;
  try {
    return decodeJwt(proof.assertion).sub ?? '';
  } catch {
    return '';
  }
}

/** A client that proved who it is. */
export interface ProvenClient {
  readonly appId: number;
  readonly credentialId: number;
  /** Of a signed statement: what must not be used again until then (ms). */
  readonly once?: { readonly digest: string; readonly expiresAt: number };
}

/**
 * Examines what a client proves with; undefined when it proves nothing. Secrets are found by their digest among those of the app.
 *
 * @param audiences what a signed statement may be addressed to
 */
export async function authenticateClient(
  ctx: Ctx,
  proof: ClientProof,
  audiences: readonly string[],
): Promise<ProvenClient | undefined> {
  const appId = ctx.publicIds.decode('app', claimedId(proof));
  const credentials = (await listCredentials(ctx.db.read, [appId ?? 0])).filter((one) => isGood(one, ctx.now()));
  if (proof.kind === 'ASSERTION') return await byAssertion(ctx, proof.assertion, audiences, credentials);
  const digest = digestOf(proof.secret);
  const found = credentials.find((one) => one.kind === 'SECRET' && one.digest === digest);
  return found && { appId: found.app_id, credentialId: found.id };
}

async function byAssertion(
  ctx: Ctx,
  assertion: string,
  audiences: readonly string[],
  credentials: readonly CredentialRow[],
): Promise<ProvenClient | undefined> {
  for (const { id, app_id: appId, jwk: stored } of credentials) {
    if (stored === null) continue;
    const clientId = ctx.publicIds.encode('app', appId);
    // Written by `addKey`.
    const jwk = JSON.parse(stored) as JWK;
    const algorithm = algorithmOf(jwk);
    if (!algorithm) continue;
    try {
      const { payload } = await jwtVerify(assertion, await importJWK(jwk, algorithm), {
        algorithms: [algorithm],
        issuer: clientId,
        subject: clientId,
        audience: [...audiences],
        requiredClaims: ['exp', 'jti'],
        clockTolerance: CLOCK_S,
        currentDate: new Date(ctx.now()),
      });
      const { exp = 0, jti = '' } = payload;
      const isLasting = exp * 1000 - ctx.now() > (LONGEST_ASSERTION_S + CLOCK_S) * 1000;
      if (isLasting || jti === '' || jti.length > LONGEST_JTI) return undefined;
      return {
        appId,
        credentialId: id,
        once: { digest: digestOf(jti), expiresAt: (exp + CLOCK_S) * 1000 },
      };
    } catch (error) {
      // Another of the app's keys may have signed it.
      if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JOSEAlgNotAllowed) continue;
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
  return undefined;
}
