import type { Ctx } from '../../platform/context/context.ts';
import { today } from '../customer/index.ts';

/** The present day where the installation is, worked out once for a request. */
export function todayLoader(ctx: Ctx): () => Promise<string> {
  let day: Promise<string> | undefined;
  return async () => await (day ??= today(ctx));
}
