import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { detectFile, readRows, type WorkbookSettings } from '../index.ts';
import { buildWorkbook, createFolder, detectTableFile, readAll, zipParts } from '../reading.fixture.ts';

const folder = createFolder();
afterAll(() => folder.remove());

function text(reference: string, value: string): string {
  return `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;
}

const PEOPLE =
  `<row r="1">${text('A1', 'name')}${text('B1', 'phone')}${text('C1', 'born')}</row>` +
  `<row r="2">${text('A2', '王小明')}<c r="B2"><v>13800001111</v></c><c r="C2"><v>1</v></c></row>` +
  `<row r="4">${text('A4', '李娜')}<c r="C4"><v>2</v></c></row>`;

const ONE: WorkbookSettings = {
  kind: 'workbook',
  gzip: false,
  sheet: 'S',
  columns: ['v'],
  headerLine: null,
  firstDataLine: 1,
  footerRows: 0,
};

/** Reads a sheet of one column whose cells are given as XML. */
async function readColumn(cells: string[], parts: { styles?: string; strings?: string; date1904?: boolean } = {}) {
  const rows = cells.map((cell, i) => `<row r="${i + 1}">${cell}</row>`).join('');
  const path = folder.file('column.xlsx', buildWorkbook({ sheets: { S: rows }, ...parts }));
  return (await readAll(path, ONE)).rows.map((row) => row.cells[0]);
}

it('reads a table, whatever the file is called', async () => {
  for (const name of ['people.xlsx', 'people.csv']) {
    const path = folder.file(name, buildWorkbook({ sheets: { Sheet1: PEOPLE } }));
    const found = await detectTableFile(path);
    expect(found).toMatchObject({ outcome: 'ready', settings: { kind: 'workbook', sheet: 'Sheet1', headerLine: 1 } });
    const { rows } = await readAll(path, found.settings);
    expect(rows).toEqual([
      { number: 2, cells: ['王小明', '13800001111', '1'] },
      { number: 4, cells: ['李娜', '', '2'] },
    ]);
    expect(found.sample).toEqual(rows);
  }
});

it('shows the first rows of a long sheet', async () => {
  const rows = Array.from(
    { length: 1_500 },
    (_, i) => `<row r="${i + 2}"><c r="A${i + 2}" t="s"><v>${i + 1}</v></c></row>`,
  );
  const strings = ['name', ...rows.map((_, i) => `客户${i}`)].map((text) => `<si><t>${text}</t></si>`).join('');
  const sheet = `<row r="1"><c r="A1" t="s"><v>0</v></c></row>${rows.join('')}`;
  const path = folder.file('long.xlsx', buildWorkbook({ sheets: { S: sheet }, strings }));
  const found = await detectTableFile(path);
  expect(found.sample).toHaveLength(20);
  expect(found.sample[19]).toEqual({ number: 21, cells: ['客户19'] });
  const { batches } = await readAll(path, found.settings);
  expect(batches.map((batch) => batch.rows.length)).toEqual([1_000, 500]);
  const [first] = batches;
  const rest = await readAll(path, found.settings, first && { after: first });
  expect(rest.rows).toEqual(batches[1]?.rows);
});

it('reads a workbook inside gzip', async () => {
  const path = folder.file('people.xlsx.gz', gzipSync(buildWorkbook({ sheets: { Sheet1: PEOPLE } })));
  const { settings } = await detectTableFile(path);
  expect((await readAll(path, settings)).rows).toHaveLength(2);
});

describe('cells', () => {
  it('shared strings, rich text, phonetic guides, escapes', async () => {
    const strings =
      '<si><t>plain</t></si><si><r><t>ri</t></r><r><t xml:space="preserve">ch </t></r></si>' +
      '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><t>a_x000D_b &amp; c</t></si>';
    const cells = [0, 1, 2, 3].map((index) => `<c r="A1" t="s"><v>${index}</v></c>`);
    expect(await readColumn(cells, { strings })).toEqual(['plain', 'rich ', '東京', 'a\rb & c']);
  });

  it('numbers as a person sees them', async () => {
    const values = ['42', '0.1', '0.30000000000000004', '1.38E+10', '110101199003070011', '-1.5E-3', '1E-7'];
    const cells = values.map((value) => `<c r="A1"><v>${value}</v></c>`);
    const expected = ['42', '0.1', '0.3', '13800000000', '110101199003070000', '-0.0015', '0.0000001'];
    expect(await readColumn(cells)).toEqual(expected);
  });

  it('booleans, errors, formulas with their stored value', async () => {
    const cells = [
      '<c r="A1" t="b"><v>1</v></c>',
      '<c r="A2" t="e"><v>#N/A</v></c>',
      '<c r="A3" t="str"><f>CONCATENATE("a","b")</f><v>ab</v></c>',
      '<c r="A4"><f>1+1</f><v>2</v></c>',
      '<c r="A5" t="d"><v>2024-05-31T00:00:00</v></c>',
    ];
    expect(await readColumn(cells)).toEqual(['TRUE', '#N/A', 'ab', '2', '2024-05-31']);
  });

  it('rejects a row with a formula that was never calculated', async () => {
    const sheet =
      '<row r="1"><c r="A1"><f>1+1</f></c></row><row r="2"><c r="A2" t="str"><f>""</f><v></v></c></row><row r="3"><c r="A3"><f>1+1</f><v>2</v></c></row>';
    const path = folder.file('formula.xlsx', buildWorkbook({ sheets: { S: sheet } }));
    const { rows, rejected } = await readAll(path, ONE);
    expect(rows).toEqual([{ number: 3, cells: ['2'] }]);
    expect(rejected).toMatchObject([{ number: 1, code: 'FORMULA_WITHOUT_VALUE' }]);
  });

  const styles =
    '<numFmts><numFmt numFmtId="200" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>' +
    '<numFmt numFmtId="201" formatCode="000000"/><numFmt numFmtId="202" formatCode="[h]:mm"/>' +
    '<numFmt numFmtId="203" formatCode="#,##0.00&quot;day&quot;;[Red]\\-0"/></numFmts>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/>' +
    '<xf numFmtId="200"/><xf numFmtId="201"/><xf numFmtId="202"/><xf numFmtId="203"/></cellXfs>';
  const styled: [number, string, string][] = [
    [0, '45443', '45443'],
    [1, '45443', '2024-05-31'],
    [1, '59', '1900-02-28'],
    [1, '61', '1900-03-01'],
    [2, '45443.354166666664', '2024-05-31T08:30:00'],
    [3, '0.75', '18:00:00'],
    [4, '45443', '2024-05-31'],
    [5, '1234', '001234'],
    [6, '1.5', '36:00:00'],
    [7, '45443', '45443'],
    [1, '-5', '-5'],
  ];
  it.each(styled)('style %i, value %s', async (style, value, expected) => {
    expect(await readColumn([`<c r="A1" s="${style}"><v>${value}</v></c>`], { styles })).toEqual([expected]);
  });

  it('dates of the 1904 system', async () => {
    const cells = ['<c r="A1" s="1"><v>24472</v></c>'];
    expect(await readColumn(cells, { styles, date1904: true })).toEqual(['1971-01-01']);
  });

  it('cells and rows without references', async () => {
    const sheet = '<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>';
    const path = folder.file('bare.xlsx', buildWorkbook({ sheets: { S: sheet } }));
    const { rows } = await readAll(path, { ...ONE, columns: ['a', 'b'] });
    expect(rows.map((row) => row.cells)).toEqual([
      ['1', '2'],
      ['', '3'],
    ]);
  });

  it('values beyond the table are rejected, not dropped', async () => {
    const path = folder.file(
      'wide.xlsx',
      buildWorkbook({ sheets: { S: `<row r="7">${text('A7', 'x')}${text('D7', 'y')}</row>` } }),
    );
    const { rejected } = await readAll(path, ONE);
    expect(rejected).toMatchObject([{ number: 7, code: 'TOO_MANY_CELLS', raw: 'x\t\t\ty' }]);
  });
});

describe('sheets', () => {
  it('takes the first visible sheet with something in it, and asks when there are several', async () => {
    const sheets = { empty: '', secret: PEOPLE, 客户: PEOPLE, other: PEOPLE };
    const path = folder.file('sheets.xlsx', buildWorkbook({ sheets, hidden: ['secret'] }));
    const found = await detectTableFile(path);
    expect(found).toMatchObject({ ask: ['sheet'], settings: { sheet: '客户' } });
    expect(found.sheets).toEqual([
      { name: 'empty', hidden: false, empty: true },
      { name: 'secret', hidden: true, empty: false },
      { name: '客户', hidden: false, empty: false },
      { name: 'other', hidden: false, empty: false },
    ]);
    expect(await detectTableFile(path, { sheet: 'other' })).toMatchObject({ ask: [], settings: { sheet: 'other' } });
    expect(await detectFile(path, { sheet: 'none' })).toMatchObject({ code: 'NO_SUCH_SHEET' });
  });

  it('finds titles above and notes below the table', async () => {
    const sheet = `<row r="1">${text('A1', '客户表')}</row>${PEOPLE.replaceAll(/([ABC])(\d)/g, (_, c: string, r: string) => c + (Number(r) + 2)).replaceAll(/<row r="(\d)"/g, (_, r: string) => `<row r="${Number(r) + 2}"`)}<row r="9">${text('A9', '制表人')}</row>`;
    const found = await detectTableFile(folder.file('titles.xlsx', buildWorkbook({ sheets: { S: sheet } })));
    expect(found.settings).toMatchObject({ headerLine: 3, firstDataLine: 4, footerRows: 1 });
    expect(found.titles.map((row) => row.number)).toEqual([1]);
    expect(found.notes.map((row) => row.number)).toEqual([9]);
  });
});

describe('refused', () => {
  const workbook = buildWorkbook({ sheets: { S: PEOPLE } });
  const bomb = new Uint8Array(80_000_000).fill(0x20);
  const refused: [string, Uint8Array, string][] = [
    ['a zip of something else', zipParts({ 'a.csv': 'a,b\n' }), 'ZIP_ARCHIVE'],
    ['.xlsb', zipParts({ '[Content_Types].xml': '<Types/>', 'xl/workbook.bin': 'x' }), 'BINARY_WORKBOOK'],
    [
      '.ods',
      zipParts({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<x/>' }),
      'OPEN_DOCUMENT',
    ],
    ['.docx', zipParts({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<x/>' }), 'OFFICE_DOCUMENT'],
    ['cut short', workbook.subarray(0, workbook.length - 100), 'WORKBOOK_DAMAGED'],
    ['without sheets', buildWorkbook({ sheets: {} }), 'WORKBOOK_DAMAGED'],
    ['broken XML', buildWorkbook({ sheets: { S: '<row r="1"><c></row>' } }), 'WORKBOOK_DAMAGED'],
    [
      'rows out of order',
      buildWorkbook({ sheets: { S: `<row r="5">${text('A5', 'x')}</row><row r="2"/>` } }),
      'WORKBOOK_DAMAGED',
    ],
    [
      'a bomb of spaces',
      buildWorkbook({ sheets: { S: PEOPLE }, extra: { 'xl/worksheets/sheet0.xml': bomb } }),
      'WORKBOOK_BOMB',
    ],
    [
      'a text without end',
      buildWorkbook({ sheets: { S: `<row r="1"><c t="inlineStr"><is><t>${'x'.repeat(9_000_000)}` } }),
      'WORKBOOK_BOMB',
    ],
    ['deep nesting', buildWorkbook({ sheets: { S: '<a>'.repeat(5_000) } }), 'WORKBOOK_BOMB'],
    [
      'entities',
      buildWorkbook({
        sheets: { S: PEOPLE },
        extra: {
          'xl/worksheets/sheet0.xml': '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>',
        },
      }),
      'WORKBOOK_ENTITIES',
    ],
  ];
  it.each(refused)('%s', async (_, content, code) => {
    expect(await detectFile(folder.file('bad.xlsx', content))).toMatchObject({ outcome: 'refused', code });
  });

  const compound: [string, string, string][] = [
    ['an encrypted workbook', 'EncryptedPackage', 'ENCRYPTED_WORKBOOK'],
    ['an old workbook', 'Workbook', 'OLD_EXCEL'],
    ['an old document', 'WordDocument', 'OFFICE_DOCUMENT'],
  ];
  it.each(compound)('%s', async (_, stream, code) => {
    const file = Buffer.alloc(2_048);
    file.write('d0cf11e0a1b11ae1', 0, 'hex');
    file.writeUInt16LE(9, 30);
    file.writeUInt32LE(1, 48);
    file.write(stream, 1_024 + 128, 'utf16le');
    expect(await detectFile(folder.file('old.xls', file))).toMatchObject({ outcome: 'refused', code });
  });

  it('leaves no file open or temporary folder when the reader stops early', async () => {
    const path = folder.file('stop.xlsx', workbook);
    const rows = readRows(path, { ...ONE, columns: ['a', 'b', 'c'] });
    expect((await rows.next()).value?.rows).toHaveLength(3);
    await rows.return(undefined);
    expect((await rows.next()).done).toBe(true);
  });
});
