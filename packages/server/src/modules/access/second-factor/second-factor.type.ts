import { Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { AboutInstallation, Readable } from '../../../platform/graphql/exposure.ts';
import { Node } from '../../../platform/graphql/node.type.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import type { PasskeyRecord } from '../passkey/passkey.repository.ts';
import type { ProofMethod } from './examine-proof.ts';

/** GraphQL enum of {@link ProofMethod}. */
export const SecondFactorMethodEnum = { TOTP: 'TOTP', PASSKEY: 'PASSKEY', RECOVERY_CODE: 'RECOVERY_CODE' } as const;
registerEnumType(SecondFactorMethodEnum, {
  name: 'SecondFactorMethod',
  description: 'How a second factor is shown.',
  valuesConfig: {
    TOTP: { description: 'A code of six digits from an authenticator app (RFC 6238).' },
    PASSKEY: { description: 'A passkey of a device or a security key (WebAuthn).' },
    RECOVERY_CODE: { description: 'One of the codes kept for when the others are lost; each works once.' },
  },
});

/** What a sign-in with a right password still waits for. */
@AboutInstallation()
@ObjectType({
  description: 'What a sign-in with a right password still waits for. It is no session and has no rights.',
})
export class SignInStep {
  @Readable(() => String, 'SENSITIVE', 'Goes back with the second factor to signInConfirm.', { nullable: true })
  ticket: string;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'Until when; after that the password is asked for again.')
  expiresAt: number;
  @Readable(() => [SecondFactorMethodEnum], 'INTERNAL', 'What the user has.')
  methods: readonly ProofMethod[];
}

/** A code generator. */
@AboutInstallation()
@ObjectType({ description: 'An authenticator app that makes codes.' })
export class TotpFactor {
  @Readable(() => DateTimeScalar, 'INTERNAL', 'Since when it works.')
  since: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When a code of it was last used.', { nullable: true })
  lastUsedAt: number | null;
}

/** A passkey. */
@AboutInstallation()
@ObjectType({ implements: Node, description: 'A passkey of a device or a security key.' })
export class Passkey extends Node {
  @Readable(() => String, 'INTERNAL', 'What its owner calls it.')
  name: string;
  @Readable(() => String, 'INTERNAL', 'The host it works on.')
  host: string;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was added.')
  createdAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was last used; null when never.', { nullable: true })
  lastUsedAt: number | null;
}

/** A passkey as the API shows it. */
export function toPasskey(ctx: Ctx, { id, name, host, createdAt, lastUsedAt }: PasskeyRecord): Passkey {
  return { id: ctx.publicIds.encode('pky', id), name, host, createdAt, lastUsedAt };
}

/** What stands behind the actor's own sign-in. */
@AboutInstallation()
@ObjectType({ description: 'What stands behind your sign-in.' })
export class Security {
  @Readable(() => TotpFactor, 'INTERNAL', 'The authenticator app; null when there is none.', { nullable: true })
  totp: TotpFactor | null;
  @Readable(() => [Passkey], 'INTERNAL', 'Passkeys, oldest first.')
  passkeys: readonly Passkey[];
  @Readable(() => Int, 'INTERNAL', 'How many recovery codes were not used.')
  recoveryCodesLeft: number;
  @Readable(() => Boolean, 'INTERNAL', 'Whether your roles, or the policy for everybody, need a second factor.')
  required: boolean;
  @Readable(() => Int, 'INTERNAL', 'With how many browsers you may be signed in at once.')
  sessionsAtOnce: number;
}

/** Answer to beginning to set up a code generator. */
@AboutInstallation()
@ObjectType({ description: 'The seed of a new authenticator app, or why not. Shown only here.' })
export class TotpBeginPayload {
  @Readable(() => String, 'SENSITIVE', 'The seed in base32, for typing it in.', { nullable: true })
  secret: string | null;
  @Readable(() => String, 'SENSITIVE', 'The same as an otpauth address, for a QR code.', { nullable: true })
  uri: string | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

/** Answer to a change that may have made recovery codes. */
@AboutInstallation()
@ObjectType({ description: 'New recovery codes, if there are any, or why not.' })
export class RecoveryCodesPayload {
  @Readable(
    () => [String],
    'SENSITIVE',
    'New recovery codes, shown only here; empty when the earlier ones stay, null when refused.',
    { nullable: true },
  )
  recoveryCodes: readonly string[] | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

/** Answer to asking for a passkey. */
@AboutInstallation()
@ObjectType({ description: 'What the browser gives to a passkey, or why not.' })
export class PasskeyOptionsPayload {
  @Readable(() => String, 'INTERNAL', 'Options for navigator.credentials, as JSON (WebAuthn); good for five minutes.', {
    nullable: true,
  })
  options: string | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}
