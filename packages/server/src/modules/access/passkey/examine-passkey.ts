import type { AuthenticatorTransport } from '@simplewebauthn/server';
import { z } from 'zod';
import type { Ctx } from '../../../platform/context/context.ts';
import type { UseUp } from '../second-factor/totp.ts';
import {
  type ChallengeHolder,
  expectationOf,
  keepChallenge,
  partyOf,
  readAnswer,
  useChallenge,
} from './passkey-challenge.ts';
import { listPasskeys, noteUse } from './passkey.repository.ts';

const LONGEST = 20_000;

// WebAuthn level 3, section 5.1 (AuthenticationResponseJSON): only what is looked at.
const AuthenticationResponse = z.object({
  id: z.string().min(1).max(2_000),
  rawId: z.string(),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: z.string(),
    authenticatorData: z.string(),
    signature: z.string(),
    userHandle: z.string().exactOptional(),
  }),
  clientExtensionResults: z.object({}).default({}),
});

/** What a browser needs to let a passkey of the user answer: options for `navigator.credentials.get`, as JSON. */
export async function askForPasskey(ctx: Ctx, holder: ChallengeHolder): Promise<string | undefined> {
  const { host } = partyOf(ctx);
  const passkeys = await listPasskeys(ctx.db.read, holder.userId, host);
  if (passkeys.length === 0) return undefined;
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  const options = await generateAuthenticationOptions({
    rpID: host,
    userVerification: 'preferred',
    // The transports are what the browser named when the passkey was made.
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: transports as AuthenticatorTransport[],
    })),
  });
  await keepChallenge(ctx, holder, options.challenge);
  return JSON.stringify(options);
}

/** Whether a browser's answer is signed by one of the user's passkeys over the holder's challenge, and how it is used up. */
export async function examinePasskey(ctx: Ctx, holder: ChallengeHolder, answer: string): Promise<UseUp | undefined> {
  const response = readAnswer(answer, LONGEST, AuthenticationResponse);
  if (!response) return undefined;
  const { host } = partyOf(ctx);
  const passkey = (await listPasskeys(ctx.db.read, holder.userId, host)).find(
    ({ credentialId }) => credentialId === response.id,
  );
  if (!passkey) return undefined;
  const { expected, signed } = expectationOf(ctx, holder);
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const checked = await verifyAuthenticationResponse({
    ...expected,
    response,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
      counter: passkey.counter,
    },
    // The library throws for everything that does not fit; which of them it is tells only an attacker something.
  }).catch(() => undefined);
  if (!checked?.verified) return undefined;
  const { newCounter } = checked.authenticationInfo;
  return async (trx) => (await useChallenge(trx, signed())) && (await noteUse(trx, passkey, newCounter, ctx.now()));
}
