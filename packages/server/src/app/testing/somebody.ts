import type { Role } from '@dossier/shared/access';
import { addUser } from '../../modules/access/access.fixture.ts';
import { createApiToken } from '../../modules/access/api-token.ts';
import { beginSession } from '../../modules/access/session.repository.ts';
import { contextAs } from './staff.ts';
import type { TestApp } from './test-app.ts';

/** Somebody who can sign in, with a session that showed a second factor, and a token. */
export interface Somebody {
  readonly userId: number;
  readonly id: string;
  readonly bearer: { readonly authorization: string };
  readonly tokenId: string;
  readonly cookie: { readonly cookie: string; readonly 'x-dossier-csrf': string };
  readonly sessionId: string;
}

/** Adds {@link Somebody} with a role. */
export async function addSomebody(app: TestApp, role: Role): Promise<Somebody> {
  const { userId } = await addUser(app, role);
  const { publicIds } = app.services;
  const ctx = contextAs(app, role, userId);
  const { token, id } = await createApiToken(ctx, { name: 'test', expiresInDays: 1 });
  await ctx.db.ids.ensure(1);
  const session = await ctx.db.transaction(async (trx) => await beginSession(trx, ctx, userId, true));
  return {
    userId,
    id: publicIds.encode('usr', userId),
    bearer: { authorization: `Bearer ${token}` },
    tokenId: publicIds.encode('tok', id),
    cookie: { cookie: `dossier=${session.token}`, 'x-dossier-csrf': '1' },
    sessionId: publicIds.encode('ses', session.id),
  };
}
