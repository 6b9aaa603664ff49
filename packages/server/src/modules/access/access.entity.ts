import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/database/tables.ts';

/** A member of staff who may sign in. Never deleted: history names them. */
export const StaffUserEntity = defineEntity({
  name: 'StaffUser',
  tableName: 'staff_user',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    name: p.string().length(120),
    /** Lower case; what they sign in with. */
    email: p.string().length(254).unique(),
    /** argon2id in its own notation; null until the invitation is accepted. */
    passwordHash: p.string().length(200).nullable(),
    /** Comma-separated role codes. */
    roles: p.string().length(120),
    /** INVITED, ACTIVE, SUSPENDED. */
    status: p.string().length(12),
    locale: p.string().length(10).nullable(),
    lastSignInAt: p.bigint('number').nullable(),
    /** Since when they have a second factor (a code generator or a passkey); null while they have none. */
    secondFactorSince: p.bigint('number').nullable(),
    createdAt: p.bigint('number'),
    version: p.integer(),
  },
  indexes: [{ properties: ['status', 'id'] }],
});

/** A signed-in browser. The browser holds the token, the table only its digest. */
export const SessionEntity = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    tokenHash: p.string().length(64).unique(),
    userId: p.bigint('number'),
    createdAt: p.bigint('number'),
    lastSeenAt: p.bigint('number'),
    /** The absolute end; idleness may end it before. */
    expiresAt: p.bigint('number'),
    /** Whether a second factor was shown when it began. */
    secondFactor: p.tinyint(),
    /** When the person last proved who they are: at sign-in or by a step-up. */
    provedAt: p.bigint('number'),
    userAgent: p.string().length(200).nullable(),
    /** The break-glass that holds for it until the instant beside; null: none. */
    breakGlassId: p.bigint('number').nullable(),
    breakGlassUntil: p.bigint('number').nullable(),
  },
  indexes: [{ properties: ['userId', 'id'] }, { properties: ['expiresAt'] }],
});

/** A personal token for programs; the table holds its digest and the beginning that people recognise it by. */
export const ApiTokenEntity = defineEntity({
  name: 'ApiToken',
  tableName: 'api_token',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    tokenHash: p.string().length(64).unique(),
    prefix: p.string().length(16),
    name: p.string().length(80),
    userId: p.bigint('number'),
    /** Whether it was made in a session with a second factor. */
    secondFactor: p.tinyint(),
    createdAt: p.bigint('number'),
    expiresAt: p.bigint('number'),
    lastUsedAt: p.bigint('number').nullable(),
    revokedAt: p.bigint('number').nullable(),
  },
  indexes: [{ properties: ['userId', 'id'] }],
});

/** A link that sets a password once: for the first administrator, an invitation, a reset. */
export const OneTimeLinkEntity = defineEntity({
  name: 'OneTimeLink',
  tableName: 'one_time_link',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    tokenHash: p.string().length(64).unique(),
    /** FIRST_ADMINISTRATOR, INVITATION, RESET. */
    purpose: p.string().length(24),
    /** Whom it is for; 0 for the first administrator, who does not exist yet. */
    userId: p.bigint('number'),
    createdAt: p.bigint('number'),
    expiresAt: p.bigint('number'),
    usedAt: p.bigint('number').nullable(),
  },
  indexes: [{ properties: ['userId', 'id'] }],
});

/** Wrong guesses counted per account and per address, shared by all processes. Keys are digests. */
export const GuessCountEntity = defineEntity({
  name: 'GuessCount',
  tableName: 'guess_count',
  properties: {
    key: p.string().length(64).primary(),
    windowStart: p.bigint('number'),
    guesses: p.integer(),
  },
  indexes: [{ properties: ['windowStart'] }],
});

declare module '../../platform/database/tables.ts' {
  interface Tables {
    staff_user: TableOf<typeof StaffUserEntity>;
    session: TableOf<typeof SessionEntity>;
    api_token: TableOf<typeof ApiTokenEntity>;
    one_time_link: TableOf<typeof OneTimeLinkEntity>;
    guess_count: TableOf<typeof GuessCountEntity>;
  }
}
