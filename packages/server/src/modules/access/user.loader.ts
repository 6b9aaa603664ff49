import DataLoader from 'dataloader';
import type { Ctx } from '../../platform/context/context.ts';
import { findUsers, type UserRecord } from './user.repository.ts';

const makeLoader = (ctx: Ctx) =>
  new DataLoader<number, UserRecord | undefined>(async (ids) => {
    const users = await findUsers(ctx.db.read, ids);
    return ids.map((id) => users.find((user) => user.id === id));
  });

/** One user, read together with the others asked for at the same moment. */
export async function loadUser(ctx: Ctx, id: number): Promise<UserRecord | undefined> {
  return await ctx.once(makeLoader).load(id);
}
