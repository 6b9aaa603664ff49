import { setTimeout as sleep } from 'node:timers/promises';
import { isUnreachable } from '../database/engine-errors.ts';
import type { Reader } from '../database/tables.ts';

const POLL_MS = 200;
const PER_READ = 500;

/** An event with its place in the sequence. */
export interface OutboxEvent {
  readonly seq: number;
  readonly id: number;
  readonly at: number;
  readonly type: string;
  readonly objectId: number | null;
  readonly payload: unknown;
}

/** Some events between the follower's place and now are no longer kept: whatever it holds must be read anew. */
export class EventsExpired extends Error {
  constructor() {
    super('events were removed before they were followed: start again from the present state');
    this.name = 'EventsExpired';
  }
}

/** Up to `limit` events after a place, in order. */
export async function readEvents(read: Reader, afterSeq: number, limit = PER_READ): Promise<OutboxEvent[]> {
  const rows = await read
    .selectFrom('outbox_event')
    .select(['seq', 'id', 'at', 'type', 'object_id', 'payload'])
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    seq: row.seq ?? 0,
    id: row.id,
    at: row.at,
    type: row.type,
    objectId: row.object_id,
    payload: JSON.parse(row.payload),
  }));
}

/** The place of the newest event; 0 when there was none yet. */
export async function lastEventSeq(read: Reader): Promise<number> {
  const head = await read.selectFrom('seal_head').select('seq').where('name', '=', 'outbox_event').executeTakeFirst();
  return head?.seq ?? 0;
}

/**
 * Every event after a place, in order, each once, for as long as the consumer iterates or until `signal` aborts. Looks
 * every 200 ms; waits while the database is away.
 *
 * @throws EventsExpired when events after `afterSeq` are no longer kept
 */
export async function* followEvents(
  read: Reader,
  afterSeq: number,
  signal: AbortSignal,
): AsyncGenerator<OutboxEvent, void, undefined> {
  let seq = afterSeq;
  while (!signal.aborted) {
    let events: OutboxEvent[] = [];
    try {
      events = await readEvents(read, seq);
      if (events.length === 0 && seq < (await lastEventSeq(read))) events = await readEvents(read, seq);
    } catch (error) {
      if (!isUnreachable(error)) throw error;
    }
    for (const event of events) {
      if (event.seq !== seq + 1) throw new EventsExpired();
      seq = event.seq;
      yield event;
      if (signal.aborted) return;
    }
    if (events.length < PER_READ) await sleep(POLL_MS, undefined, { signal }).catch(() => {});
  }
}
