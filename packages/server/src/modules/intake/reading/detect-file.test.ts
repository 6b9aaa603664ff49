import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import type { Readable } from 'node:stream';
import { plainBytes, type StoredBytes } from '../../../platform/files/stored-bytes.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { detectFile } from './index.ts';
import { createFolder, detectTableFile, readAll } from './reading.fixture.ts';

const folder = createFolder();
afterAll(() => folder.remove());

const CUSTOMERS = [
  ['客户编号', '姓名', '手机号码', '地址', '注册日期'],
  ['C001', '王小明', '13800001111', '北京市朝阳区', '2024-01-05'],
  ['C002', '李娜', '13900002222', '上海市徐汇区', '2024-02-11'],
  ['C003', '欧阳修', '13700003333', '广州市天河区', '2024-03-20'],
];

describe('dialects', () => {
  it.each([',', ';', '\t', '|', '^', '，'])('delimiter %j', async (delimiter) => {
    const path = folder.file('dialect.txt', CUSTOMERS.map((row) => row.join(delimiter)).join('\n'));
    const found = await detectTableFile(path, { encoding: 'utf-8' });
    expect(found.settings).toMatchObject({ dialect: { delimiter }, headerLine: 1, firstDataLine: 2 });
    expect(found.sample.map((row) => row.cells)).toEqual(CUSTOMERS.slice(1));
  });

  const cases: [string, string, object][] = [
    ['decimal commas', 'a;b\n1,5;2,5\n3,5;4,5\n10,25;7,5\n', { delimiter: ';' }],
    ['single quotes', "name,note\n'Li, Na','x, y'\n'Bo, Li','z, w'\n", { delimiter: ',', quote: "'" }],
    ['backslash escapes', 'name,note\n"a","say \\"x, y\\" now"\n"b","\\"z\\""\n', { escape: 'backslash' }],
    ['space after the comma', 'name, note, n\n"a", "x, y", 1\n"b", "z, w", 2\n', { skipInitialSpace: true }],
    ['Macintosh line ends with a line feed in a cell', 'a;b\r1;"x\ny"\r2;z\r3;w\r', { lineEnd: 'CR', delimiter: ';' }],
    ['told in the first line', 'sep=;\na;b\n1,2;3,4\n', { delimiter: ';' }],
  ];
  it.each(cases)('%s', async (_, text, dialect) => {
    const found = await detectTableFile(folder.file('dialect.csv', text));
    expect(found.settings).toMatchObject({ dialect });
    expect(found.ask).not.toContain('delimiter');
  });

  it('asks when two delimiters explain the file about as well, and obeys the answer', async () => {
    const path = folder.file('both.csv', 'a,b;c,d\ne,f;g,h\n');
    expect((await detectTableFile(path)).ask).toContain('delimiter');
    const told = await detectTableFile(path, { delimiter: ';' });
    expect(told.ask).not.toContain('delimiter');
    expect(told.settings.columns).toHaveLength(2);
  });
});

describe('where the table lies', () => {
  it('finds titles above and notes below', async () => {
    const text = `客户导出 2024\n\n${CUSTOMERS.map((row) => row.join(',')).join('\n')}\n\n制表人：张三\n`;
    const found = await detectTableFile(folder.file('titles.csv', text));
    expect(found.titles).toEqual([{ number: 1, cells: ['客户导出 2024'] }]);
    expect(found.settings).toMatchObject({ headerLine: 3, firstDataLine: 4, footerRows: 1 });
    expect(found.notes.map((row) => row.cells)).toEqual([['制表人：张三']]);
    expect((await readAll(folder.file('titles.csv', text), found.settings)).rows).toHaveLength(3);
  });

  it('takes a total below the table for a note', async () => {
    const text = '姓名,金额\n王小明,10\n李娜,20\n张三,30\n合计,60\n';
    expect((await detectTableFile(folder.file('total.csv', text))).settings.footerRows).toBe(1);
  });

  it('takes padded lines that read like notes, as spreadsheets save them, for notes', async () => {
    const text = `${CUSTOMERS.map((row) => row.join(',')).join('\n')}\n合计：3 条,,,,\n备注：请勿外传,,,,\n`;
    const found = await detectTableFile(folder.file('padded.csv', text));
    expect(found.settings.footerRows).toBe(2);
    expect(found.notes.map((row) => row.cells[0])).toEqual(['合计：3 条', '备注：请勿外传']);
  });

  it('says when there is no header', async () => {
    const text = CUSTOMERS.slice(1)
      .map((row) => row.join(','))
      .join('\n');
    const { settings } = await detectTableFile(folder.file('headless.csv', text));
    expect(settings).toMatchObject({ headerLine: null, firstDataLine: 1 });
    expect(settings.columns).toEqual(['column_1', 'column_2', 'column_3', 'column_4', 'column_5']);
  });

  it('asks about a header with fewer names than the rows have cells', async () => {
    const text = 'datetime,qty,price\n2024-01-05,10:00,2,\n2024-01-06,11:00,3,\n2024-01-07,12:00,4,\n';
    expect((await detectTableFile(folder.file('few-names.csv', text))).ask).toContain('header');
  });

  it('passes over a title that holds delimiters', async () => {
    const text = 'Export of Wednesday, January 20, 2016\nid,amount\n1,2.50\n2,3.50\n3,4.50\n4,1.00\n';
    const { settings } = await detectTableFile(folder.file('comma-title.csv', text));
    expect(settings).toMatchObject({ headerLine: 2, columns: ['id', 'amount'] });
  });

  it('names columns uniquely', async () => {
    const text = ' name ,phone,phone,,"two\nlines"\nLi Na,13800001111,13900002222,x,y\n';
    const { settings } = await detectTableFile(folder.file('names.csv', text));
    expect(settings.columns).toEqual(['name', 'phone', 'phone_2', 'column_4', 'two lines']);
    expect(settings.firstDataLine).toBe(3);
  });

  it('asks whether short rows are to be filled when they are usual', async () => {
    const text = 'id,name,note\n1,Li,x\n2,Bo\n3,Wu\n4,Xu,y\n5,Hu\n';
    const found = await detectTableFile(folder.file('short.csv', text));
    expect(found).toMatchObject({ outcome: 'ask', ask: ['shortRows'], settings: { shortRows: 'pad' } });
    const told = await detectTableFile(folder.file('short.csv', text), { shortRows: 'reject' });
    expect(told).toMatchObject({ outcome: 'ready', settings: { shortRows: 'reject' } });
  });

  it('describes columns by their first values', async () => {
    const { columns } = await detectTableFile(folder.file('columns.csv', 'id,city\n1,北京\n2,北京\n3,\n4,上海\n'));
    expect(columns).toEqual([
      { name: 'id', samples: ['1', '2', '3', '4'], filled: 1 },
      { name: 'city', samples: ['北京', '上海'], filled: 0.75 },
    ]);
  });
});

describe('odd files', () => {
  const refused: [string, string | Uint8Array, string][] = [
    ['empty', '', 'FILE_EMPTY'],
    ['only a byte order mark', '\uFEFF', 'NO_TABLE'],
    ['only blank lines', '\n \n\r\n', 'NO_TABLE'],
    ['only delimiters', ',,\n,,\n', 'NO_TABLE'],
    ['binary', Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7) % 256), 'BINARY'],
    ['zero bytes', new Uint8Array(4_000), 'BINARY'],
    ['PDF', '%PDF-1.7\n%âãÏÓ', 'PDF'],
    ['PNG', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'IMAGE'],
    ['web page named .xls', '<html><body><table><tr><td>1</td></tr></table>', 'HTML'],
    ['XML spreadsheet', '<?xml version="1.0"?>\n<Workbook/>', 'XML'],
    ['JSON', '[{"name": "Li", "age": 3},\n{"name": "Bo"}]', 'JSON'],
    ['UTF-32', Uint8Array.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 'UNSUPPORTED_ENCODING'],
    ['7z', Uint8Array.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]), 'OTHER_ARCHIVE'],
    ['gzip cut short', gzipSync('a,b\n'.repeat(9_999)).subarray(0, 40), 'GZIP_DAMAGED'],
    ['gzip in gzip', gzipSync(gzipSync('a,b\n')), 'OTHER_ARCHIVE'],
    ['a line without end', 'x'.repeat(3_000_000), 'FIRST_LINE_TOO_LONG'],
  ];
  it.each(refused)('%s is refused', async (_, content, code) => {
    const found = await detectFile(folder.file('odd.csv', content));
    expect(found).toMatchObject({ outcome: 'refused', code });
  });

  it('a header only', async () => {
    const found = await detectTableFile(folder.file('header.csv', '姓名,电话,地址\n'));
    expect(found).toMatchObject({ headerOnly: true, sample: [], settings: { columns: ['姓名', '电话', '地址'] } });
  });

  it('a single column', async () => {
    const path = folder.file('single.csv', 'email\na@example.com\nb@example.com\nc@example.com\n');
    const { settings } = await detectTableFile(path);
    expect(settings.columns).toEqual(['email']);
    expect((await readAll(path, settings)).rows).toHaveLength(3);
  });

  it('a single line without a line end', async () => {
    const path = folder.file('line.csv', '1,2,3');
    const { settings } = await detectTableFile(path);
    expect(settings.headerLine).toBeNull();
    expect((await readAll(path, settings)).rows).toEqual([{ number: 1, cells: ['1', '2', '3'] }]);
  });

  it('gzip of a table', async () => {
    const path = folder.file('table.csv.gz', gzipSync(CUSTOMERS.map((row) => row.join(';')).join('\r\n')));
    const found = await detectTableFile(path);
    expect(found.settings).toMatchObject({ gzip: true, dialect: { delimiter: ';' } });
    expect((await readAll(path, found.settings)).rows.map((row) => row.cells)).toEqual(CUSTOMERS.slice(1));
  });

  it.each([false, true])('a text that is ASCII for a long time (gzip: %s)', async (gzip) => {
    const bytes = Buffer.concat([
      Buffer.from(`id,name\n${'1,Smith\n'.repeat(500_000)}`),
      iconv.encode('2,王小明\n3,欧阳修\n', 'gbk'),
      Buffer.from('1,Smith\n'.repeat(500_000)),
    ]);
    const found = await detectTableFile(folder.file('late.csv', gzip ? gzipSync(bytes, { level: 1 }) : bytes));
    expect(found.settings).toMatchObject({ encoding: 'gb18030' });
  });

  it('a stray NUL is a matter for its row', async () => {
    const path = folder.file('nul.csv', 'id,name\n1,Li\n2,\0\n3,Bo\n');
    const { settings } = await detectTableFile(path);
    const { rows, rejected } = await readAll(path, settings);
    expect(rows.map((row) => row.number)).toEqual([2, 4]);
    expect(rejected.map(({ number, code }) => [number, code])).toEqual([[3, 'NUL_BYTE']]);
  });

  it('leaves nothing open', async () => {
    const rows = Array.from({ length: 60_000 }, (_, id) => `${id},customer ${id}`);
    const content = folder.file('long.csv', ['id,name', ...rows].join('\n'));
    const streams: Readable[] = [];
    const watched: StoredBytes = {
      ...content,
      stream: (range) => {
        const stream = content.stream(range);
        streams.push(stream);
        return stream;
      },
    };
    await detectTableFile(watched);
    expect(streams.map(({ destroyed }) => destroyed)).toEqual(streams.map(() => true));
    expect(streams.length).toBeGreaterThan(1);
  });

  it('a missing file is an error of the file system', async () => {
    await expect(detectFile(plainBytes('/nonexistent/file.csv'))).rejects.toThrow('ENOENT');
  });
});
