import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import * as fc from 'fast-check';
import { plainBytes } from '../../../../platform/files/stored-bytes.ts';
import { afterAll, describe, expect, it } from 'vitest';
import type { Dialect, TextSettings } from '../index.ts';
import { createFolder, readAll } from '../reading.fixture.ts';

const folder = createFolder();
afterAll(() => folder.remove());

const ABC: TextSettings = {
  kind: 'text',
  gzip: false,
  encoding: 'utf-8',
  dialect: { delimiter: ',', quote: '"', escape: 'doubled', lineEnd: 'LF', skipInitialSpace: false },
  shortRows: 'reject',
  columns: ['a', 'b', 'c'],
  headerLine: null,
  firstDataLine: 1,
  footerRows: 0,
};

it('skips a line of 200 MB with flat memory', async () => {
  const path = folder.path('long.csv');
  const stream = createWriteStream(path);
  stream.write('1,2,3\n');
  const part = Buffer.alloc(4_000_000, 'abcdefg,');
  for (let i = 0; i < 50; i++) if (!stream.write(part)) await once(stream, 'drain');
  stream.end('\n4,5,6\n');
  await once(stream, 'finish');
  const before = process.memoryUsage().rss;
  let peak = before;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 5);
  const { rows, rejected } = await readAll(plainBytes(path), ABC);
  clearInterval(timer);
  expect(rows.map((row) => row.number)).toEqual([1, 3]);
  expect(rejected.map(({ number, code }) => [number, code])).toEqual([[2, 'LINE_TOO_LONG']]);
  expect(peak - before).toBeLessThan(150_000_000);
}, 60_000);

describe('round trip', () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', 'Z', '7', ' ', ',', ';', '\t', '|', '"', "'", '\\', '\n', '客', 'é', '😀'),
    maxLength: 8,
  });
  const dialects = fc.record<Dialect>({
    delimiter: fc.constantFrom(',', ';', '\t', '|', '||'),
    quote: fc.constantFrom('"', "'"),
    escape: fc.constantFrom('doubled', 'backslash'),
    lineEnd: fc.constantFrom('LF', 'CR'),
    skipInitialSpace: fc.constant(false),
  });

  it('reads every table back that is written in any dialect', async () => {
    const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(table, dialects, fc.boolean(), async (rows, dialect, crlf) => {
        const newline = dialect.lineEnd === 'CR' ? '\r' : crlf ? '\r\n' : '\n';
        const text = rows
          .map((row) => row.map((value) => write(value, dialect)).join(dialect.delimiter) + newline)
          .join('');
        const { rows: read, rejected } = await readAll(folder.file('trip.csv', text), { ...ABC, dialect });
        expect(rejected).toEqual([]);
        expect(read.map((row) => row.cells)).toEqual(rows.filter((row) => row.some((value) => value.trim() !== '')));
      }),
      { numRuns: 300 },
    );
  });

  it('never throws and loses no line, whatever the bytes', async () => {
    const bytes = fc.array(fc.constantFrom(...[...'ab,"\n\r\\;'].map((c) => c.charCodeAt(0)), 0, 0x81, 0xe5, 0xff), {
      maxLength: 200,
    });
    await fc.assert(
      fc.asyncProperty(
        bytes,
        fc.constantFrom<TextSettings['encoding']>('utf-8', 'gb18030', 'utf-16le'),
        async (content, encoding) => {
          const path = folder.file('rubbish.csv', Uint8Array.from(content));
          const { rows, rejected } = await readAll(path, { ...ABC, encoding });
          const numbers = [...rows, ...rejected].map((row) => row.number).toSorted((a, b) => a - b);
          expect(new Set(numbers).size).toBe(numbers.length);
          expect(rows.every((row) => row.cells.length === 3)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

function write(value: string, { quote, escape }: Dialect): string {
  const escaped =
    escape === 'backslash'
      ? value.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)
      : value.replaceAll(quote, quote + quote);
  return quote + escaped + quote;
}
