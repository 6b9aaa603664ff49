import { ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { AboutInstallation, Readable, Writable } from '../../../platform/graphql/exposure.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { PartnerCredentialKindEnum } from '../app/partner-enums.ts';
import type { CredentialRow } from './credentials.ts';

/** What an app proves with who it is. */
@AboutInstallation()
@ObjectType({ description: 'What a partner app proves with who it is: a secret or a public key.' })
export class PartnerCredential {
  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: string;
  @Readable(() => PartnerCredentialKindEnum, 'INTERNAL', 'Which of the two.')
  kind: string;
  @Readable(() => String, 'INTERNAL', 'What it is called.')
  label: string;
  @Readable(() => String, 'INTERNAL', 'The beginning of a secret, or the thumbprint of a key (RFC 7638).')
  hint: string;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was made.')
  createdAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'From when on it is no longer good.')
  expiresAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When a token was last got with it.', { nullable: true })
  lastUsedAt: number | null;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was revoked.', { nullable: true })
  revokedAt: number | null;
}

/** Credentials as the API shows them. */
export function toCredentials(ctx: Ctx, rows: readonly CredentialRow[]): PartnerCredential[] {
  return rows.map((row) => ({
    id: ctx.publicIds.encode('crd', row.id),
    kind: row.kind,
    label: row.label,
    hint: row.prefix === null ? row.digest : `${row.prefix}…`,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }));
}

/** A new secret. */
@AboutInstallation()
@InputType({ description: 'A new client secret.' })
export class PartnerSecretInput {
  @Writable(() => ID, 'INTERNAL', 'Whose.', { nullable: false })
  appId: string;
  @Writable(() => String, 'INTERNAL', 'What it is called, at most 80 characters.', { nullable: false })
  label: string;
  @Writable(() => Int, 'INTERNAL', 'How long it is good, 1 to 90 days.', { nullable: false })
  expiresInDays: number;
}

/** A new public key. */
@AboutInstallation()
@InputType({ description: 'A public key with which the app signs who it is (private_key_jwt).' })
export class PartnerKeyInput extends PartnerSecretInput {
  @Writable(() => String, 'INTERNAL', 'The key as JSON Web Key (RFC 7517), without its private part.', {
    nullable: false,
  })
  jwk: string;
}

/** A secret that was just made. */
@AboutInstallation()
@ObjectType({ description: 'A secret that was just made, or why it was refused.' })
export class PartnerSecretPayload {
  @Readable(() => String, 'SENSITIVE', 'The secret: shown this once.', { nullable: true })
  secret: string | null;
  @Readable(() => String, 'INTERNAL', 'What the app names itself by (client_id).', { nullable: true })
  clientId: string | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}
