import { ID, ObjectType } from 'type-graphql';
import type { Ctx } from '../../platform/context/context.ts';
import { AboutInstallation, Readable } from '../../platform/graphql/exposure.ts';
import { Node } from '../../platform/graphql/node.type.ts';
import { DateTimeScalar } from '../../platform/graphql/scalars.ts';
import { answer, UserError } from '../../platform/graphql/user-error.type.ts';
import type { ApiTokenRecord } from './api-token.ts';
import type { SessionRecord } from './session.repository.ts';

/** A personal token. */
@AboutInstallation()
@ObjectType({ implements: Node, description: 'A personal token with which a program acts for its owner.' })
export class ApiToken extends Node {
  @Readable(() => String, 'INTERNAL', 'What its owner calls it.')
  name: string;
  @Readable(() => String, 'INTERNAL', 'How the token begins, to recognise it by.')
  prefix: string;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was made.')
  createdAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it ends by itself.')
  expiresAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was last used, to the minute; null when never.', {
    nullable: true,
  })
  lastUsedAt: number | null;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When its owner ended it; null while it works.', { nullable: true })
  revokedAt: number | null;
}

/** A token as the API shows it. */
export function toApiToken(ctx: Ctx, token: ApiTokenRecord): ApiToken {
  const { name, prefix, createdAt, expiresAt, lastUsedAt, revokedAt } = token;
  return { id: ctx.publicIds.encode('tok', token.id), name, prefix, createdAt, expiresAt, lastUsedAt, revokedAt };
}

/** Answer to making a token. */
@AboutInstallation()
@ObjectType({ description: 'The new token and its secret, or why not.' })
export class ApiTokenPayload {
  @Readable(() => ApiToken, 'INTERNAL', 'The token; null when refused.', { nullable: true })
  apiToken: ApiToken | null;
  @Readable(() => String, 'INTERNAL', 'The secret to give to the program. Shown only here.', { nullable: true })
  token: string | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

/** A signed-in browser. */
@AboutInstallation()
@ObjectType({ description: 'A browser that is signed in as you.' })
export class Session {
  @Readable(() => ID, 'INTERNAL', 'Opaque.')
  id: string;
  @Readable(() => Boolean, 'INTERNAL', 'Whether it is the one asking.')
  current: boolean;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was signed in.')
  createdAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was last used, to the minute.')
  lastSeenAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it ends at the latest; 30 minutes without use end it before.')
  expiresAt: number;
  @Readable(() => Boolean, 'INTERNAL', 'Whether a second factor was shown when it was signed in.')
  secondFactor: boolean;
  @Readable(() => String, 'INTERNAL', 'What the browser calls itself.', { nullable: true })
  userAgent: string | null;
}

/** A session as the API shows it. */
export function toSession(ctx: Ctx, session: SessionRecord): Session {
  return {
    id: ctx.publicIds.encode('ses', session.id),
    current: session.id === ctx.actor.sessionId,
    createdAt: session.createdAt,
    lastSeenAt: session.lastSeenAt,
    expiresAt: session.expiresAt,
    secondFactor: session.secondFactor,
    userAgent: session.userAgent,
  };
}

/** What a one-time link is for, for the page it opens. */
@AboutInstallation()
@ObjectType({ description: 'What a one-time link is for.' })
export class LinkInfo {
  @Readable(() => String, 'INTERNAL', 'FIRST_ADMINISTRATOR, INVITATION or RESET.')
  purpose: string;
  @Readable(() => String, 'INTERNAL', 'Whose password it sets; null for the first administrator.', { nullable: true })
  email: string | null;
  @Readable(() => String, 'INTERNAL', 'Their name; null for the first administrator.', { nullable: true })
  name: string | null;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When the link stops working.')
  expiresAt: number;
}

/** Answer of a mutation that has nothing to show. */
@AboutInstallation()
@ObjectType({ description: 'Whether it was done, or why not.' })
export class DonePayload {
  @Readable(() => Boolean, 'PUBLIC', 'Whether it was done.')
  done: boolean;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

/** Does something that has nothing to show, and answers whether it was done. */
export async function done(ctx: Ctx, work: () => Promise<void>): Promise<DonePayload> {
  const { userErrors } = await answer(ctx, async () => {
    await work();
    return {};
  });
  return { done: userErrors.length === 0, userErrors };
}
