import type { Ctx } from '../context/context.ts';
import { isDuplicateKey } from '../database/engine-errors.ts';
import type { Trx } from '../database/tables.ts';
import { type OutboxEvent, readEvents } from './follow-events.ts';

/** How many events one round passes by at most. */
export const CONSUMED_PER_ROUND = 100;

/** Something that happens because of events: usually a job that is started. */
export interface EventConsumer {
  /** Names its place in the sequence; at most 60 characters, never renamed. */
  readonly name: string;
  readonly types: readonly string[];
  /** The effect, in the transaction that moves the consumer on. Short: it starts jobs, it does not do the work. */
  readonly handle: (trx: Trx, ctx: Ctx, event: OutboxEvent) => Promise<void>;
}

/**
 * Lets a consumer handle up to 100 events that it has not handled yet, in order. Each event's effect happens exactly
 * once, whoever else does the same at the same time and wherever a process is killed: effects and place are committed
 * together, and only if the place is still where it was.
 *
 * @returns how many events it passed by; 0 also when another process was faster
 */
export async function consumeRound(ctx: Ctx, consumer: EventConsumer): Promise<number> {
  const place = await placeOf(ctx, consumer.name);
  const events = await readEvents(ctx.db.read, place, CONSUMED_PER_ROUND);
  const last = events.at(-1);
  if (!last) return 0;
  const concerned = events.filter((event) => consumer.types.includes(event.type));
  return await ctx.db.transaction(async (trx) => {
    const moved = await trx
      .updateTable('consumer')
      .set({ seq: last.seq, updated_at: ctx.now() })
      .where('name', '=', consumer.name)
      .where('seq', '=', place)
      .executeTakeFirst();
    if (moved.numUpdatedRows !== 1n) return 0;
    for (const event of concerned) await consumer.handle(trx, ctx, event);
    return events.length;
  });
}

async function placeOf(ctx: Ctx, name: string): Promise<number> {
  const row = await ctx.db.read.selectFrom('consumer').select('seq').where('name', '=', name).executeTakeFirst();
  if (row) return row.seq;
  try {
    await ctx.db.transaction(
      async (trx) => await trx.insertInto('consumer').values({ name, seq: 0, updated_at: ctx.now() }).execute(),
    );
  } catch (error) {
    // Another process was first to begin; it may have come further since.
    if (!isDuplicateKey(error)) throw error;
  }
  return 0;
}
