/** The values of a source, each asked for while the one before is still in use. */
export async function* ahead<Value>(source: AsyncIterable<Value>): AsyncGenerator<Value> {
  const values = source[Symbol.asyncIterator]();
  let next = values.next();
  try {
    for (;;) {
      const { value, done } = await next;
      if (done === true) return;
      next = values.next();
      // What fails is told when its turn comes; to whoever stops before, it does not matter.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    await values.return?.();
  }
}
