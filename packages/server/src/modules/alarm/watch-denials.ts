import type { Ctx } from '../../platform/context/context.ts';
import type { Duty } from '../../platform/jobs/lease.ts';
import { raiseAlarm, suspendPending } from './raise-alarm.ts';
import { readWatchRules } from './watch-rules.ts';

const EVERY_MS = 2_000;
const WINDOW_MS = 10 * 60_000;
/** Entries are written a moment after their time, by processes whose clocks differ a little. */
const OVERLAP_MS = 15_000;

/** Looks whether somebody was refused too often; `since`: only those who were refused from then on. */
export async function watchDenials(ctx: Ctx, since: number): Promise<void> {
  const refused = await ctx.db.read
    .selectFrom('audit_entry')
    .select('actor_id')
    .distinct()
    .where('at', '>=', since)
    .where('action', '=', 'access.denied')
    .execute();
  if (refused.length === 0) return;
  const { denials, denialsAnswer } = await readWatchRules(ctx.db.read);
  if (denialsAnswer === 'NOTHING') return;
  for (const { actor_id: userId } of refused) {
    const { count } = await ctx.db.read
      .selectFrom('audit_entry')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('actor_id', '=', userId)
      .where('at', '>', ctx.now() - WINDOW_MS)
      .where('action', '=', 'access.denied')
      .executeTakeFirstOrThrow();
    const counted = Number(count);
    if (counted >= denials)
      await raiseAlarm(ctx, { rule: 'DENIALS', userId, counted, answer: denialsAnswer, quietMs: WINDOW_MS });
  }
}

/** Watches every two seconds, one process at a time, and finishes suspensions that were interrupted. */
export function watchDuty(contextOf: () => Promise<Ctx>): Duty {
  let lookedAt: number | undefined;
  return {
    name: 'watch.denials',
    everyMs: EVERY_MS,
    round: async () => {
      const ctx = await contextOf();
      const startedAt = ctx.now();
      await watchDenials(ctx, lookedAt === undefined ? startedAt - WINDOW_MS : lookedAt - OVERLAP_MS);
      await suspendPending(ctx);
      lookedAt = startedAt;
      return false;
    },
  };
}
