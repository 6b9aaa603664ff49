import { instantOf, localTimeOf } from '@dossier/shared/standardise';
import type { Ctx } from './context.ts';

const DAY_MS = 86_400_000;

/** When the present day began in the installation's time zone, in milliseconds. */
export async function startOfToday(ctx: Ctx): Promise<number> {
  const { timeZone } = await ctx.settings();
  const local = localTimeOf(ctx.now(), timeZone).getTime();
  return instantOf(local - (local % DAY_MS), timeZone).instant;
}
