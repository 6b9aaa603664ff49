import DataLoader from 'dataloader';
import type { Ctx } from '../../platform/context/context.ts';

/** The entry is written with the ledger's row, a moment after the row got its time. */
const SLACK_MS = 10_000;

/** Revealings of one customer by one person between two instants, both included. */
export interface Revealings {
  readonly actorId: number;
  readonly customerId: number;
  readonly from: number;
  readonly to: number;
}

/** The reasons that people gave for revealing values of customers, in order; one statement for all that are asked for together. */
export function revealReasonLoader(ctx: Ctx): DataLoader<Revealings, readonly string[], string> {
  return new DataLoader(
    async (asked) => {
      const rows = await ctx.db.read
        .selectFrom('audit_entry')
        .select(['actor_id', 'object_id', 'at', 'reason'])
        .where('action', '=', 'customer.revealed')
        .where('object_id', 'in', [...new Set(asked.map(({ customerId }) => customerId))])
        .where('at', '>=', Math.min(...asked.map(({ from }) => from)))
        .where('at', '<=', Math.max(...asked.map(({ to }) => to)) + SLACK_MS)
        .orderBy('at')
        .orderBy('id')
        .execute();
      return asked.map(({ actorId, customerId, from, to }) => {
        const theirs = rows.filter(
          (row) =>
            row.actor_id === actorId && row.object_id === customerId && row.at >= from && row.at <= to + SLACK_MS,
        );
        return [...new Set(theirs.flatMap(({ reason }) => reason ?? []))];
      });
    },
    { cacheKeyFn: ({ actorId, customerId, from, to }) => `${actorId} ${customerId} ${from} ${to}` },
  );
}
