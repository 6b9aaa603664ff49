import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** What a partner app proves with who it is: a secret, kept as its digest, or a public key. */
export const PartnerCredentialEntity = defineEntity({
  name: 'PartnerCredential',
  tableName: 'partner_credential',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    appId: p.bigint('number'),
    /** SECRET or KEY. */
    kind: p.string().length(8),
    label: p.string().length(80),
    /** Of a secret its digest, of a key its RFC 7638 thumbprint. */
    digest: p.string().length(64).unique(),
    /** JSON Web Key, without a private part. */
    jwk: p.text().nullable(),
    /** What a secret is recognised by. */
    prefix: p.string().length(16).nullable(),
    createdAt: p.bigint('number'),
    expiresAt: p.bigint('number'),
    lastUsedAt: p.bigint('number').nullable(),
    revokedAt: p.bigint('number').nullable(),
  },
  indexes: [{ properties: ['appId', 'id'] }],
});

/** An access token of a partner app; the table holds its digest. */
export const PartnerTokenEntity = defineEntity({
  name: 'PartnerToken',
  tableName: 'partner_token',
  properties: {
    tokenHash: p.string().length(64).primary(),
    appId: p.bigint('number'),
    /** What it was got with: when that is revoked, the token ends, too. */
    credentialId: p.bigint('number'),
    /** Comma-separated purposes that it may be used for. */
    purposes: p.string().length(120),
    expiresAt: p.bigint('number'),
  },
  indexes: [{ properties: ['expiresAt'] }],
});

/** Signed statements that were used up: the same one never counts twice (RFC 7523, section 3, item 7). */
export const PartnerAssertionEntity = defineEntity({
  name: 'PartnerAssertion',
  tableName: 'partner_assertion',
  properties: {
    appId: p.bigint('number').primary(),
    /** Digest of its `jti`. */
    digest: p.string().length(64).primary(),
    expiresAt: p.bigint('number'),
  },
  indexes: [{ properties: ['expiresAt'] }],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    partner_credential: TableOf<typeof PartnerCredentialEntity>;
    partner_token: TableOf<typeof PartnerTokenEntity>;
    partner_assertion: TableOf<typeof PartnerAssertionEntity>;
  }
}
