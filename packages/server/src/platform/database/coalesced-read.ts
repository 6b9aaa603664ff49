/** Reads the values of many keys with one statement; keys without a value are not in the answer. */
type ReadMany<Owner, Key, Value> = (of: Owner, keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>;

interface Waiting<Value> {
  readonly answer: Promise<Value | undefined>;
  readonly give: (value: Promise<Value | undefined>) => void;
}

interface Queue<Key, Value> {
  waiting: Map<Key, Waiting<Value>>;
  busy: boolean;
}

/**
 * A read by key that many requests need at once. While one statement is under way, whoever asks waits for the next, which
 * serves all of them: every answer was read after it was asked for, so nothing is ever out of date, and a busy server
 * sends a fraction of the statements. A lone request waits for nobody. `of` is what the statements go to; each has its own.
 */
export function coalescedRead<Owner extends object, Key, Value>(
  readMany: ReadMany<Owner, Key, Value>,
): (of: Owner, key: Key) => Promise<Value | undefined> {
  const queues = new WeakMap<Owner, Queue<Key, Value>>();

  function start(of: Owner, queue: Queue<Key, Value>): void {
    const { waiting } = queue;
    queue.waiting = new Map();
    queue.busy = true;
    const reading = readMany(of, [...waiting.keys()]);
    for (const [key, { give }] of waiting) give(reading.then((values) => values.get(key)));
    const next = () => {
      queue.busy = false;
      if (queue.waiting.size > 0) start(of, queue);
    };
    reading.then(next, next);
  }

  return async (of, key) => {
    let queue = queues.get(of);
    if (!queue) queues.set(of, (queue = { waiting: new Map(), busy: false }));
    let entry = queue.waiting.get(key);
    if (!entry) {
      const { promise, resolve } = Promise.withResolvers<Value | undefined>();
      queue.waiting.set(key, (entry = { answer: promise, give: resolve }));
    }
    if (!queue.busy) start(of, queue);
    return await entry.answer;
  };
}
