import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import { createFolder, readAll } from './reading.fixture.ts';
import type { Dialect, RowBatch, TextSettings } from './index.ts';

const folder = createFolder();
afterAll(() => folder.remove());

const COMMA: Dialect = { delimiter: ',', quote: '"', escape: 'doubled', lineEnd: 'LF', skipInitialSpace: false };

function settings(columns: string[], changes: Partial<TextSettings> = {}): TextSettings {
  return {
    kind: 'text',
    gzip: false,
    encoding: 'utf-8',
    dialect: COMMA,
    shortRows: 'reject',
    columns,
    headerLine: null,
    firstDataLine: 1,
    footerRows: 0,
    ...changes,
  };
}

const ABC = settings(['a', 'b', 'c']);

describe('cells of a record', () => {
  const cases: [string, string, Partial<Dialect>, string[][]][] = [
    ['plain', 'x,y,z\n', {}, [['x', 'y', 'z']]],
    [
      'CRLF',
      'x,y,z\r\n1,2,3\r\n',
      {},
      [
        ['x', 'y', 'z'],
        ['1', '2', '3'],
      ],
    ],
    ['CRLF after a quoted cell', 'x,y,"z"\r\n', {}, [['x', 'y', 'z']]],
    [
      'no line end at the end',
      'x,y,z\n1,2,3',
      {},
      [
        ['x', 'y', 'z'],
        ['1', '2', '3'],
      ],
    ],
    ['quoted delimiter, quote and line end', '"a,b","c ""d""","e\nf"\n', {}, [['a,b', 'c "d"', 'e\nf']]],
    ['quote inside an unquoted cell', '5" pipe,6\' board,z\n', {}, [['5" pipe', "6' board", 'z']]],
    ['empty quoted cells', '"","",z\n', {}, [['', '', 'z']]],
    ['spaces around a quoted cell', 'x, "a,b" ,z\n', { skipInitialSpace: true }, [['x', 'a,b', 'z']]],
    ['spaces after a closing quote', '"x"  ,y,z\n', {}, [['x', 'y', 'z']]],
    ['single quotes', "'a,b','it''s',z\n", { quote: "'" }, [['a,b', "it's", 'z']]],
    [
      'backslash in a quoted cell',
      '"say \\"hi\\"","c:\\\\dir",z\n',
      { escape: 'backslash' },
      [['say "hi"', 'c:\\dir', 'z']],
    ],
    ['backslash in an unquoted cell', 'a\\,b,\\N,z\n', { escape: 'backslash' }, [['a,b', '\\N', 'z']]],
    [
      'old Macintosh line ends',
      'x,y,z\r1,"2\n2",3\r',
      { lineEnd: 'CR' },
      [
        ['x', 'y', 'z'],
        ['1', '2\n2', '3'],
      ],
    ],
    ['delimiter of two characters', 'x||y||z\n', { delimiter: '||' }, [['x', 'y', 'z']]],
    ['no quoting at all', '"x,y","z\n', { quote: '' }, [['"x', 'y"', '"z']]],
    ['numbers kept as text by a formula', '="00123","=""0,4""",=1+1\n', {}, [['00123', '0,4', '=1+1']]],
    ['surplus blank cells', 'x,y,z,,\n', {}, [['x', 'y', 'z']]],
  ];
  it.each(cases)('%s', async (_, text, dialect, expected) => {
    const path = folder.file('cells.csv', text);
    const { rows, rejected } = await readAll(path, { ...ABC, dialect: { ...COMMA, ...dialect } });
    expect(rows.map((row) => row.cells)).toEqual(expected);
    expect(rejected).toEqual([]);
  });
});

describe('bad records are rejected with their line, and the rest is read', () => {
  const cases: [string, string, number[], [number, string][]][] = [
    ['too few cells', '1,2,3\n1,2\n4,5,6\n', [1, 3], [[2, 'TOO_FEW_CELLS']]],
    ['too many cells', '1,2,3\n1,2,3,4\n4,5,6\n', [1, 3], [[2, 'TOO_MANY_CELLS']]],
    ['quote never closed', '1,2,3\n1,"2,3\n4,5,6\n7,8,9\n', [1, 3, 4], [[2, 'UNCLOSED_QUOTE']]],
    ['quote closed by the next quoted cell', '1,"2,3\n4,"5",6\n7,8,9\n', [2, 3], [[1, 'TEXT_AFTER_QUOTE']]],
    [
      'quote closed lines later',
      '1,"2,3\n4,5,6\n7",8,9,1\n1,2,3\n',
      [2, 4],
      [
        [1, 'UNCLOSED_QUOTE'],
        [3, 'TOO_MANY_CELLS'],
      ],
    ],
    ['quote not escaped', '1,"say "hi" now",3\n4,5,6\n', [2], [[1, 'TEXT_AFTER_QUOTE']]],
    ['NUL', '1,2,3\n1,\0,3\n4,5,6\n', [1, 3], [[2, 'NUL_BYTE']]],
    ['bytes that are no UTF-8', '1,2,3\n1,\xff,3\n4,é,6\n', [1, 3], [[2, 'UNDECODABLE']]],
    ['cell too long', `1,${'x'.repeat(140_000)},3\n4,5,6\n`, [2], [[1, 'CELL_TOO_LONG']]],
    ['line too long', `1,2,3\n${'x,'.repeat(600_000)}\n4,5,6\n`, [1, 3], [[2, 'LINE_TOO_LONG']]],
    ['too many columns', `${'x,'.repeat(9_000)}\n4,5,6\n`, [2], [[1, 'TOO_MANY_COLUMNS']]],
    ['line numbers after a record of two lines', '1,"2\n2",3\n1,2\n4,5,6\n', [1, 4], [[3, 'TOO_FEW_CELLS']]],
  ];
  it.each(cases)('%s', async (_, text, read, rejections) => {
    const bytes = text.includes('\xff')
      ? Buffer.concat([
          Buffer.from(text.split('\xff')[0] ?? ''),
          Buffer.from([0xff]),
          Buffer.from(text.split('\xff')[1] ?? ''),
        ])
      : text;
    const result = await readAll(folder.file('bad.csv', bytes), ABC);
    expect(result.rows.map((row) => row.number)).toEqual(read);
    expect(result.rejected.map(({ number, code }) => [number, code])).toEqual(rejections);
  });

  it('keeps the beginning of the record and a sentence', async () => {
    const { rejected } = await readAll(folder.file('raw.csv', '1,2,3\r\n1,"2",3,4\r\n'), ABC);
    expect(rejected).toEqual([
      {
        number: 2,
        code: 'TOO_MANY_CELLS',
        reason: 'The row has more cells than the table has columns.',
        raw: '1,"2",3,4',
      },
    ]);
  });

  it('keeps only the record itself when notes below the table are held back', async () => {
    const path = folder.file('raw-notes.csv', '1,2,3\n1,2\n4,5,6\nend,,\n');
    const { rejected } = await readAll(path, { ...ABC, footerRows: 1 });
    expect(rejected.map(({ number, raw }) => [number, raw])).toEqual([[2, '1,2']]);
  });

  it('reads a replacement character that the author wrote', async () => {
    const { rows, rejected } = await readAll(folder.file('fffd.csv', '37\uFFFD36,2,3\n'), ABC);
    expect(rows).toEqual([{ number: 1, cells: ['37\uFFFD36', '2', '3'] }]);
    expect(rejected).toEqual([]);
  });
});

describe('where the table lies', () => {
  it('passes blank records over and counts them', async () => {
    const { rows, blank } = await readAll(folder.file('blank.csv', '1,2,3\n\n,,\n  \n4,5,6\n\n'), ABC);
    expect(rows.map((row) => row.number)).toEqual([1, 5]);
    expect(blank).toBe(4);
  });

  it('does not parse what stands above the table', async () => {
    const path = folder.file('titles.csv', 'Export "of today\n\na,b,c\n1,2,3\n');
    const { rows } = await readAll(path, { ...ABC, headerLine: 3, firstDataLine: 4 });
    expect(rows).toEqual([{ number: 4, cells: ['1', '2', '3'] }]);
  });

  it('keeps notes below the table apart', async () => {
    const path = folder.file('notes.csv', '1,2,3\n4,5,6\n\nExported,today,\nby me,,\n');
    const { rows, notes } = await readAll(path, { ...ABC, footerRows: 2 });
    expect(rows.map((row) => row.number)).toEqual([1, 2]);
    expect(notes.map((row) => row.number)).toEqual([4, 5]);
  });

  it('fills short rows when told to', async () => {
    const { rows } = await readAll(folder.file('short.csv', '1,2,3\n4\n'), { ...ABC, shortRows: 'pad' });
    expect(rows[1]?.cells).toEqual(['4', '', '']);
  });
});

describe('encodings', () => {
  const cases: [TextSettings['encoding'], string, string][] = [
    ['gb18030', 'gb18030', '王小明,北京市朝阳区,㐀𠀀'],
    ['big5', 'big5', '王小明,臺北市信義區,許功蓋碁銹'],
    ['shift_jis', 'shift_jis', '田中ソ,表示能力,ｶﾅ①㈱髙～－'],
    ['euc-jp', 'euc-jp', '田中,東京都,かな'],
    ['euc-kr', 'cp949', '김철수,서울특별시,똠방각하 펲시콜라'],
    ['windows-1252', 'win1252', 'Müller,Zürich,€ 5'],
    ['utf-16le', 'utf-16le', '王小明,北京\u0a0a,ʤ'],
    ['utf-16be', 'utf-16be', '王小明,北京\u0a0a,ʤ'],
  ];
  it.each(cases)('%s', async (encoding, name, line) => {
    const path = folder.file('encoded.csv', iconv.encode(`${line}\n${line}\n`, name));
    const { rows } = await readAll(path, { ...ABC, encoding });
    expect(rows.map((row) => row.cells)).toEqual([line.split(','), line.split(',')]);
  });
});

describe('reading on after a batch', () => {
  const lines = Array.from({ length: 30_000 }, (_, i) => {
    if (i % 997 === 0) return `${i},short`;
    return i % 101 === 0 ? `${i},"two\nlines, ""quoted""",z` : `${i},客户 ${i},z`;
  });
  const text = lines.join('\n');

  it.each([false, true])('gives the same rows as reading through (gzip: %s)', async (gzip) => {
    const path = folder.file('resume.csv', gzip ? gzipSync(text) : text);
    const table = { ...ABC, gzip, footerRows: 3 };
    const whole = await readAll(path, table);
    expect(whole.rows.length + whole.rejected.length + whole.notes.length).toBe(30_000);
    for (const at of [0, 4, 17, whole.batches.length - 2]) {
      const { resume, read } = whole.batches[at] ?? expect.fail();
      expect(read).toBe((at + 1) * 1000);
      const rest = await readAll(path, table, { after: { resume, read } });
      expect(rest.batches.map(content)).toEqual(whole.batches.slice(at + 1).map(content));
      const skipped = await readAll(path, table, { skip: read });
      expect(skipped.rows).toEqual(rest.rows);
    }
  });

  /** Where to resume may differ with how the file was cut into blocks; what is read may not. */
  function content({ rows, rejected, notes, read }: RowBatch): Pick<RowBatch, 'rows' | 'rejected' | 'notes' | 'read'> {
    return { rows, rejected, notes, read };
  }

  it('makes smaller batches of very long rows, the same ones when it reads on', async () => {
    const cell = '客'.repeat(100_000);
    const path = folder.file('wide.csv', Array.from({ length: 60 }, (_, i) => `${i},${cell},${cell}`).join('\n'));
    const whole = await readAll(path, ABC);
    // 200,002 characters a row at most: 21 rows are the first to pass 4,194,304.
    expect(whole.batches.map(({ rows }) => rows.length)).toEqual([21, 21, 18]);
    expect(whole.rows.map(({ cells }) => cells[0])).toEqual(Array.from({ length: 60 }, (_, i) => String(i)));
    const { resume, read } = whole.batches[0] ?? expect.fail();
    const rest = await readAll(path, ABC, { after: { resume, read } });
    expect(rest.batches.map(content)).toEqual(whole.batches.slice(1).map(content));
  });

  it('stops when aborted', async () => {
    const path = folder.file('abort.csv', text);
    await expect(readAll(path, ABC, { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow(/stop|abort/);
  });
});

describe('bytes that are not valid', () => {
  const cases: [TextSettings['encoding'], number[]][] = [
    ['gb18030', [0xff]],
    ['big5', [0xff]],
    ['big5', [0x81]],
    ['euc-kr', [0xff]],
    ['shift_jis', [0xfd]],
    ['utf-8', [0xc3]],
    ['utf-16le', [0x00, 0xd8]],
  ];
  it.each(cases)('%s %j', async (encoding, bytes) => {
    const line = (text: string) => Buffer.from(text, encoding === 'utf-16le' ? 'utf16le' : 'latin1');
    const content = Buffer.concat([line('1,2,3\n4,'), Buffer.from(bytes), line(',6\n7,8,9\n')]);
    const { rows, rejected } = await readAll(folder.file('invalid.csv', content), { ...ABC, encoding });
    expect(rows.map((row) => row.number)).toEqual([1, 3]);
    expect(rejected.map(({ number, code }) => [number, code])).toEqual([[2, 'UNDECODABLE']]);
  });
});
