import { describe, expect, it } from 'vitest';
import { coalescedRead } from './coalesced-read.ts';

const db = {};

function gated() {
  const calls: string[][] = [];
  const gates: { pass: () => void; fail: (error: Error) => void }[] = [];
  let version = 0;
  const read = coalescedRead<object, string, string>(async (_db, keys) => {
    calls.push([...keys]);
    const read = version;
    await new Promise<void>((pass, fail) => gates.push({ pass, fail }));
    return new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, `${key}${read}`]));
  });
  return { calls, gates, read, change: () => void version++ };
}

describe('a coalesced read', () => {
  it('starts at once for a lone asker, and serves all who come meanwhile with the next statement', async () => {
    const { calls, gates, read, change } = gated();
    const first = read(db, 'a');
    expect(calls).toEqual([['a']]);
    // What changes after a statement was sent is seen by everyone who asks after the change.
    change();
    const later = [read(db, 'a'), read(db, 'b'), read(db, 'a'), read(db, 'nobody')];
    expect(calls).toHaveLength(1);
    gates[0]?.pass();
    expect(await first).toBe('a0');
    expect(calls).toEqual([['a'], ['a', 'b', 'nobody']]);
    gates[1]?.pass();
    expect(await Promise.all(later)).toEqual(['a1', 'b1', 'a1', undefined]);
  });

  it('tells a failure to those who waited for it, and goes on for the others', async () => {
    const { gates, read } = gated();
    const failing = read(db, 'a');
    const next = read(db, 'b');
    gates[0]?.fail(new Error('away'));
    await expect(failing).rejects.toThrow('away');
    await expect.poll(() => gates.length).toBe(2);
    gates[1]?.pass();
    expect(await next).toBe('b0');
  });
});
