import { InputType } from 'type-graphql';
import { AboutInstallation, Writable } from '../../../platform/graphql/exposure.ts';

const given = { nullable: false };

/** The second step of signing in. */
@AboutInstallation()
@InputType({ description: 'Ends a sign-in with a second factor: a code, a passkey or a recovery code.' })
export class SignInConfirmInput {
  @Writable(() => String, 'SENSITIVE', 'The ticket that the first step answered.', given)
  ticket: string;
  @Writable(() => String, 'SENSITIVE', 'The six digits that the authenticator app shows.')
  code?: string | null;
  @Writable(() => String, 'SENSITIVE', 'A recovery code; dashes and case do not matter.')
  recoveryCode?: string | null;
  @Writable(() => String, 'SENSITIVE', 'What the browser answered for a passkey, as JSON (see passkeyAsk).')
  passkey?: string | null;
}

/** A proof of who sits there. */
@AboutInstallation()
@InputType({ description: 'Proves who sits there: by a second factor, or by the password for who has none.' })
export class StepUpInput {
  @Writable(() => String, 'SENSITIVE', 'The six digits that the authenticator app shows.')
  code?: string | null;
  @Writable(() => String, 'SENSITIVE', 'What the browser answered for a passkey, as JSON (see passkeyAsk).')
  passkey?: string | null;
  @Writable(() => String, 'SENSITIVE', 'The password; only for who has no second factor.')
  password?: string | null;
}

/** A new passkey. */
@AboutInstallation()
@InputType({ description: 'A passkey that a browser has made.' })
export class PasskeyConfirmInput {
  @Writable(() => String, 'INTERNAL', 'What you call it.', given)
  name: string;
  @Writable(() => String, 'SENSITIVE', 'What the browser answered, as JSON (WebAuthn).', given)
  response: string;
}

/** A new password. */
@AboutInstallation()
@InputType({ description: 'A new password of one’s own.' })
export class PasswordChangeInput {
  @Writable(() => String, 'SENSITIVE', 'The present password.', given)
  currentPassword: string;
  @Writable(() => String, 'SENSITIVE', 'The new password: 12 to 128 characters, not a common one.', given)
  password: string;
}
