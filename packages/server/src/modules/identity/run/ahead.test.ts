import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { ahead } from './ahead.ts';

async function* counting(to: number, made: number[], failsAt?: number): AsyncGenerator<number> {
  try {
    for (let n = 1; n <= to; n += 1) {
      await setImmediate();
      if (n === failsAt) throw new Error(`no ${n}`);
      made.push(n);
      yield n;
    }
  } finally {
    made.push(0);
  }
}

it('has the next value made while one is in use, and no more than that', async () => {
  const made: number[] = [];
  const seen: number[] = [];
  for await (const n of ahead(counting(4, made))) {
    await setImmediate();
    await setImmediate();
    await setImmediate();
    seen.push(n);
    if (n === 2) expect(made).toEqual([1, 2, 3]);
  }
  expect(seen).toEqual([1, 2, 3, 4]);
  expect(made).toEqual([1, 2, 3, 4, 0]);
});

it('fails where the source fails, after what came before', async () => {
  const seen: number[] = [];
  const all = async () => {
    for await (const n of ahead(counting(4, [], 3))) seen.push(n);
  };
  await expect(all()).rejects.toThrow('no 3');
  expect(seen).toEqual([1, 2]);
});

it('ends the source when nobody wants more', async () => {
  const made: number[] = [];
  for await (const n of ahead(counting(9, made))) if (n === 2) break;
  expect(made).toEqual([1, 2, 3, 0]);
});
