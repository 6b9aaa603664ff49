import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { remembering } from './remembering.ts';

const BLOCKS = 100;
const BLOCK_CHARACTERS = 1_000_000;

describe('remembering', () => {
  it('reads a text once and gives the same answer again', () => {
    const seen: string[] = [];
    const read = remembering((text: string) => {
      seen.push(text);
      return { text };
    });
    const first = read('红色雨伞 \ud800 ☂');
    expect(first).toEqual({ text: '红色雨伞 \ud800 ☂' });
    expect(read('红色雨伞 \ud800 ☂')).toBe(first);
    expect(read('')).toEqual({ text: '' });
    expect(seen).toEqual(['红色雨伞 \ud800 ☂', '']);
  });

  it('does not keep the block of the file that a text was cut from', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const read = remembering((text: string) => ({ name: text.trim() }));
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let block = 0; block < BLOCKS; block++) {
      const text = Buffer.alloc(BLOCK_CHARACTERS, `a product name of block ${block},`).toString('latin1');
      read(text.slice(0, 24 + String(block).length));
    }
    collect();
    expect((process.memoryUsage().heapUsed - before) / 1024 ** 2).toBeLessThan(20);
    expect(read('a product name of block 7')).toEqual({ name: 'a product name of block 7' });
  });
});
