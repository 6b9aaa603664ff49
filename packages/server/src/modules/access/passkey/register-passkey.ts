import { z } from 'zod';
import type { Ctx } from '../../../platform/context/context.ts';
import { isDuplicateKey } from '../../../platform/database/engine-errors.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { settleFactors } from '../second-factor/settle-factors.ts';
import { requireOwnStepUp } from '../second-factor/step-up.ts';
import type { UserRecord } from '../user.repository.ts';
import {
  type ChallengeHolder,
  expectationOf,
  keepChallenge,
  partyOf,
  PASSKEY_ALGORITHMS,
  readAnswer,
  useChallenge,
} from './passkey-challenge.ts';
import { insertPasskey, listPasskeys } from './passkey.repository.ts';

const LONGEST = 40_000;
const LONGEST_NAME = 80;
const MOST_PASSKEYS = 20;

const RegistrationResponse = z.object({
  id: z.string().min(1).max(2_000),
  rawId: z.string(),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: z.string(),
    attestationObject: z.string(),
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(8)
      .default([]),
  }),
  clientExtensionResults: z.object({}).default({}),
});

/**
 * What a browser needs to make a passkey for the actor: options for `navigator.credentials.create`, as JSON. Refuses TOO_MANY,
 * and WRONG_STATE where the installation is reached by a bare network address, to which passkeys cannot be bound.
 */
export async function beginPasskey(ctx: Ctx, user: UserRecord): Promise<string> {
  requireOwnStepUp(ctx, user);
  const { host } = partyOf(ctx);
  if (/^[\d.]+$|^\[/.test(host)) refuse('PASSKEY_NEEDS_NAME');
  const passkeys = await listPasskeys(ctx.db.read, user.id);
  if (passkeys.length >= MOST_PASSKEYS) refuse('TOO_MANY', undefined, { max: MOST_PASSKEYS });
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  const options = await generateRegistrationOptions({
    rpName: (await ctx.settings()).installationName || 'Dossier',
    rpID: host,
    userName: user.email,
    userDisplayName: user.name,
    // A handle that names nobody outside this installation (WebAuthn, 14.6.1).
    userID: new Uint8Array(Buffer.from(ctx.publicIds.encode('usr', user.id))),
    attestationType: 'none',
    supportedAlgorithmIDs: PASSKEY_ALGORITHMS,
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    excludeCredentials: passkeys.filter((one) => one.host === host).map(({ credentialId }) => ({ id: credentialId })),
  });
  await keepChallenge(ctx, holderOf(ctx, user), options.challenge);
  return JSON.stringify(options);
}

/**
 * Keeps the passkey that a browser made; returns new recovery codes when it is the user's first factor. Ends all other
 * sessions of the user. Refuses REQUIRED, TOO_LONG (name), WRONG_CODE when the answer is not good.
 */
export async function addPasskey(
  ctx: Ctx,
  user: UserRecord,
  input: { name: string; response: string },
): Promise<readonly string[]> {
  requireOwnStepUp(ctx, user);
  const name = input.name.trim();
  if (!name) refuse('REQUIRED', ['input', 'name']);
  if (name.length > LONGEST_NAME) refuse('TOO_LONG', ['input', 'name'], { max: LONGEST_NAME });
  const response =
    readAnswer(input.response, LONGEST, RegistrationResponse) ?? refuse('WRONG_CODE', ['input', 'response']);
  const { host } = partyOf(ctx);
  const { expected, signed } = expectationOf(ctx, holderOf(ctx, user));
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const checked = await verifyRegistrationResponse({
    ...expected,
    response,
    supportedAlgorithmIDs: PASSKEY_ALGORITHMS,
  }).catch(() => undefined);
  if (!checked?.verified) refuse('WRONG_CODE', ['input', 'response']);
  const { credential } = checked.registrationInfo;
  const kept = {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: response.response.transports ?? [],
    host,
    name,
  };
  return await settleFactors(ctx, user, 'passkey.added', async (trx) => {
    if (!(await useChallenge(trx, signed()))) refuse('WRONG_CODE', ['input', 'response']);
    await insertPasskey(trx, ctx, user.id, kept).catch((error: unknown) => {
      if (isDuplicateKey(error)) refuse('TAKEN', ['input', 'response']);
      throw error;
    });
  });
}

function holderOf(ctx: Ctx, user: UserRecord): ChallengeHolder {
  return { purpose: 'REGISTER', userId: user.id, id: ctx.actor.sessionId ?? 0 };
}
