import { describe, expect, it } from 'vitest';
import type { BuiltBatch } from './build-batch.ts';
import { packBatch, unpackBatch } from './built-rows.ts';

describe('a batch on its way between threads', () => {
  it('is the same on the other side: empty cells, rows without any, and what JSON escapes', () => {
    const batch: BuiltBatch = {
      records: [
        { line: 2, externalId: '"\\\u2028', document: { fields: { NAME: { value: '王\u0001小明😀' } } } },
        { line: 4, document: { fields: {}, other: { ['__proto__']: 'a column may be called so' } } },
      ],
      lines: [],
      rejections: [{ line: 3, column: null, code: 'TEXT_TOO_LONG', cells: ['', 'x'] }],
      packedCells: ['a\0\0b', '', '\0', '王\n"小明"'],
      warnings: 1,
      rowCount: 3,
      read: 3,
      resume: { offset: 120, line: 4, skip: 0 },
      lastLine: 4,
    };
    const packed = structuredClone({ ...packBatch(batch), presealed: undefined });
    expect(unpackBatch(packed)).toEqual(batch);
  });
});
