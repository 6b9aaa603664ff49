import type { Ctx } from '../../../platform/context/context.ts';

/**
 * Looks at an object now, and again whenever something of these types happened to it, until the watcher leaves or the
 * object is gone. Several things that happened while nobody looked are one look.
 */
export async function* followObject<T>(
  ctx: Ctx,
  key: number | undefined,
  types: readonly string[],
  look: () => Promise<T | null>,
): AsyncGenerator<T, void, undefined> {
  if (key === undefined) return;
  // Begun before the first look, so that nothing happens between the two.
  const changes = await ctx.events.follow(types, key);
  try {
    for (let seen = await look(); seen !== null; seen = await look()) {
      yield seen;
      if ((await changes.next()).done) return;
    }
  } finally {
    await changes.return?.();
  }
}
