import type { Blocks } from './blocks.ts';

/**
 * Makes the function that visits every pair of records that share a block, each once: of the records from `from` on, below `to`, with
 * all behind them. It returns how many there were.
 */
export function pairVisitor(
  blocks: readonly Blocks[],
  each: (a: number, b: number) => void,
): (from: number, to: number) => number {
  const metBy = new Int32Array(blocks[0]?.records ?? 0).fill(-1);
  return (from, to) => {
    let pairs = 0;
    for (let a = from; a < to; a += 1) for (const share of blocks) pairs += visitOf(a, share);
    return pairs;
  };

  function visitOf(a: number, { members, ends, places, starts }: Blocks): number {
    let pairs = 0;
    const last = starts[a + 1] ?? 0;
    for (let entry = starts[a] ?? 0; entry < last; entry += 1) {
      const at = places[entry] ?? 0;
      const end = ends[at] ?? 0;
      // Within a block records stand in their order: those behind are the ones not met yet.
      for (let next = at + 1; next < end; next += 1) {
        const b = members[next] ?? 0;
        if (metBy[b] === a) continue;
        metBy[b] = a;
        pairs += 1;
        each(a, b);
      }
    }
    return pairs;
  }
}

/** Whether two records are compared: whether they stand in one block. */
export function areCompared(blocks: readonly Blocks[], a: number, b: number): boolean {
  return blocks.some(({ ends, places, starts }) => {
    // Blocks are told apart by where they end.
    const blocksOf = (record: number) => [...places.subarray(starts[record], starts[record + 1])].map((at) => ends[at]);
    const own = new Set(blocksOf(a));
    return blocksOf(b).some((end) => own.has(end));
  });
}
