import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** A code generator (RFC 6238). A user has one that works, and while it is being replaced a second that is not confirmed. */
export const TotpFactorEntity = defineEntity({
  name: 'TotpFactor',
  tableName: 'totp_factor',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    userId: p.bigint('number'),
    /** The seed, sealed with a key that is not in the database. */
    seed: p.string().length(200),
    /** The latest time step whose code was used: no code works twice. */
    lastStep: p.bigint('number'),
    createdAt: p.bigint('number'),
    confirmedAt: p.bigint('number').nullable(),
    lastUsedAt: p.bigint('number').nullable(),
  },
  indexes: [{ properties: ['userId', 'id'] }],
});

/** A code for when the second factor is lost; a keyed digest of it. */
export const RecoveryCodeEntity = defineEntity({
  name: 'RecoveryCode',
  tableName: 'recovery_code',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    userId: p.bigint('number'),
    codeHash: p.string().length(64),
    usedAt: p.bigint('number').nullable(),
  },
  indexes: [{ properties: ['userId', 'id'] }],
});

/** A sign-in between the password and the second factor: no session yet, and no rights. */
export const SignInTicketEntity = defineEntity({
  name: 'SignInTicket',
  tableName: 'sign_in_ticket',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    tokenHash: p.string().length(64).unique(),
    userId: p.bigint('number'),
    createdAt: p.bigint('number'),
    expiresAt: p.bigint('number'),
  },
  indexes: [{ properties: ['userId', 'id'] }, { properties: ['expiresAt'] }],
});

/** A passkey (WebAuthn credential): the public half, and what it is recognised by. */
export const PasskeyEntity = defineEntity({
  name: 'Passkey',
  tableName: 'passkey',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    userId: p.bigint('number'),
    /** SHA-256 of the credential's id, which may be longer than an index takes. */
    credentialHash: p.string().length(64).unique(),
    credential: p.text(),
    publicKey: p.text(),
    /** The authenticator's own count of uses; one that goes back tells of a copy. */
    counter: p.bigint('number'),
    /** Comma-separated, as the browser told. */
    transports: p.string().length(100),
    /** The host it works on. */
    host: p.string().length(255),
    name: p.string().length(80),
    createdAt: p.bigint('number'),
    lastUsedAt: p.bigint('number').nullable(),
  },
  indexes: [{ properties: ['userId', 'id'] }],
});

/** A challenge that a passkey must sign: for one purpose of one user, once. */
export const PasskeyChallengeEntity = defineEntity({
  name: 'PasskeyChallenge',
  tableName: 'passkey_challenge',
  properties: {
    challengeHash: p.string().length(64).primary(),
    /** REGISTER, SIGN_IN, STEP_UP. */
    purpose: p.string().length(12),
    userId: p.bigint('number'),
    /** The session, or at sign-in the ticket, that it was made for. */
    holder: p.bigint('number'),
    expiresAt: p.bigint('number'),
  },
  indexes: [{ properties: ['expiresAt'] }, { properties: ['userId'] }],
});

/** Counts every end of a session or token, so that one look tells all open sockets whether to look again. */
export const SessionEpochEntity = defineEntity({
  name: 'SessionEpoch',
  tableName: 'session_epoch',
  properties: {
    name: p.string().length(20).primary(),
    value: p.bigint('number'),
  },
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    totp_factor: TableOf<typeof TotpFactorEntity>;
    recovery_code: TableOf<typeof RecoveryCodeEntity>;
    sign_in_ticket: TableOf<typeof SignInTicketEntity>;
    passkey: TableOf<typeof PasskeyEntity>;
    passkey_challenge: TableOf<typeof PasskeyChallengeEntity>;
    session_epoch: TableOf<typeof SessionEpochEntity>;
  }
}
