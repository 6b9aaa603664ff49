import type { Reader } from '../database/tables.ts';
import { nameError } from '../log/describe-error.ts';
import type { Logger } from '../log/log.ts';
import { lastEventSeq, readEvents } from '../outbox/follow-events.ts';

const POLL_MS = 200;
const LARGEST_BACKLOG = 1_000;

/** Something that was committed, as the outbox tells of it. */
export interface HappenedEvent {
  readonly seq: number;
  readonly type: string;
  readonly objectId: number | null;
}

/** What was committed, as it happens, by any process of the installation. */
export interface Events {
  /**
   * The events of the given types about one object (or all objects). Once it is given, everything that is committed from
   * then on is told: look at the object after that, and nothing is missed in between. Ends when the consumer stops
   * iterating, or when the process stops. A consumer that falls too far behind gets only the newest events.
   */
  follow(types: readonly string[], objectId?: number): Promise<AsyncIterableIterator<HappenedEvent>>;
  /** Ends all iterations. */
  stop(): void;
}

interface Listener {
  readonly types: ReadonlySet<string>;
  readonly objectId: number | undefined;
  readonly push: (event: HappenedEvent) => void;
  readonly end: () => void;
}

/** Follows the outbox by its sequence number, every 200 ms while somebody listens and not at all otherwise. */
export function createEvents(read: Reader, log: Logger): Events {
  const listeners = new Set<Listener>();
  let timer: NodeJS.Timeout | undefined;
  /** The place up to which events were told; undefined while nobody listens. */
  let last: number | undefined;
  let beginning: Promise<void> | undefined;

  async function begin(): Promise<void> {
    try {
      last = await lastEventSeq(read);
      schedule();
    } finally {
      beginning = undefined;
    }
  }

  async function poll(): Promise<void> {
    timer = undefined;
    try {
      for (const { seq, type, objectId } of await readEvents(read, last ?? 0)) {
        last = seq;
        tell({ seq, type, objectId });
      }
    } catch (error) {
      // The database is away: listeners stay, and get what they missed when it is back.
      log.warn({ error: nameError(error) }, 'could not follow events');
    }
    schedule();
  }

  function schedule(): void {
    // What happens while nobody listens is not news to who comes next.
    if (listeners.size === 0) last = undefined;
    else timer ??= setTimeout(() => void poll(), POLL_MS).unref();
  }

  function tell(event: HappenedEvent): void {
    for (const listener of listeners) {
      if (!listener.types.has(event.type)) continue;
      if (listener.objectId === undefined || listener.objectId === event.objectId) listener.push(event);
    }
  }

  async function follow(types: readonly string[], objectId?: number): Promise<AsyncIterableIterator<HappenedEvent>> {
    const waiting: HappenedEvent[] = [];
    let ended = false;
    let wake: (() => void) | undefined;
    const listener: Listener = {
      types: new Set(types),
      objectId,
      push: (event) => {
        waiting.push(event);
        if (waiting.length > LARGEST_BACKLOG) waiting.shift();
        wake?.();
      },
      end: () => {
        ended = true;
        listeners.delete(listener);
        wake?.();
      },
    };
    listeners.add(listener);
    try {
      if (last === undefined) await (beginning ??= begin());
    } catch (error) {
      listeners.delete(listener);
      throw error;
    }

    const iterator: AsyncIterableIterator<HappenedEvent> = {
      [Symbol.asyncIterator]: () => iterator,
      next: async () => {
        while (waiting.length === 0 && !ended) {
          await new Promise<void>((resolve) => (wake = resolve));
          wake = undefined;
        }
        const value = ended ? undefined : waiting.shift();
        return value ? { value, done: false } : { value: undefined, done: true };
      },
      return: async () => {
        listener.end();
        return { value: undefined, done: true };
      },
    };
    return iterator;
  }

  return {
    follow,
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
      last = undefined;
      for (const listener of listeners) listener.end();
    },
  };
}
