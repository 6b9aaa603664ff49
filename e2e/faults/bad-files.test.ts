import { closeSync, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, startApi } from './harness/api.ts';
import { ALL } from './harness/extent.ts';
import { CUSTOMER_HEADER } from './harness/files.ts';
import { createInstallation, type Installation } from './harness/installation.ts';
import { workbookOf, zipOf } from './harness/zip.ts';

const SINGLE_LINE_BYTES = (ALL ? 200 : 20) * 1024 ** 2;
let installation: Installation;
let api: Api;
beforeAll(async () => {
  installation = await createInstallation();
  api = await startApi(installation);
});
afterAll(async () => await installation.drop());

const cells = (...texts: readonly string[]) =>
  `<row>${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;
const BOMB = workbookOf(cells('姓名', '手机') + cells('王伟', '0'.repeat(ALL ? 400_000_000 : 120_000_000)));

function singleLine(path: string): void {
  const part = Buffer.alloc(1024 ** 2, '王小明,13800138000,');
  const file = openSync(path, 'w');
  for (let bytes = 0; bytes < SINGLE_LINE_BYTES; bytes += part.length) writeSync(file, part);
  closeSync(file);
}

const FILES: Record<string, { write: (path: string) => void; code: string; says: RegExp; isRefused?: boolean }> = {
  'empty.csv': {
    write: (path) => writeFileSync(path, ''),
    code: 'FILE_UNREADABLE',
    says: /empty/,
    isRefused: true,
  },
  'header-only.csv': { write: (path) => writeFileSync(path, `${CUSTOMER_HEADER}\n`), code: 'FILE_EMPTY', says: /./ },
  'single-line.csv': { write: singleLine, code: 'FILE_UNREADABLE', says: /line/, isRefused: true },
  'zip.csv': {
    write: (path) =>
      writeFileSync(path, zipOf([{ name: 'customers.csv', content: `${CUSTOMER_HEADER}\nK1,王伟,,,,\n` }])),
    code: 'FILE_UNREADABLE',
    says: /zip/,
    isRefused: true,
  },
  'bomb.xlsx': {
    write: (path) => writeFileSync(path, BOMB),
    code: 'FILE_UNREADABLE',
    says: /safety/,
    isRefused: true,
  },
};

describe('files that cannot be imported', () => {
  it.each(Object.entries(FILES))(
    '%s: refused in words on the command line and by upload; nothing is left',
    async (name, of) => {
      const path = join(installation.folder, name);
      of.write(path);
      const begun = performance.now();
      const { code, answer } = await installation.json('import', path, '--source', 'bad');
      console.log(
        `${name}: exit ${code}, ${answer.errors[0]?.code}: ${answer.errors[0]?.message} (${Math.round(performance.now() - begun)} ms)`,
      );
      expect({ code, errors: answer.errors }).toEqual({
        code: 1,
        errors: [
          { code: of.code, message: expect.stringMatching(of.says), ...(of.isRefused ? { field: ['fileId'] } : {}) },
        ],
      });
      if (of.isRefused) {
        const { status, body } = await api.upload(name, readFileSync(path));
        expect(status).toBe(201);
        const query = 'query ($id: ID!) { uploadedFile(id: $id) { state problem { code message } } }';
        expect((await api.ask(query, { id: body.id })).data).toEqual({
          uploadedFile: { state: 'REFUSED', problem: { code: of.code, message: expect.stringMatching(of.says) } },
        });
        // A refused file is remembered with its reason; its bytes are of no use to anybody.
        expect(readdirSync(join(installation.folder, 'files')).filter((file) => file.endsWith('.part'))).toEqual([]);
      }
      const reader = await installation.reader();
      expect(await reader.all('select id from customer')).toEqual([]);
      expect(await reader.all(`select state from import_run where state <> 'DRAFT'`)).toEqual([]);
      await reader.close();
      expect(await api.get('/readyz')).toBe(200);
    },
  );

  it('keeps no bytes of refused files', async () => {
    const reader = await installation.reader();
    const kept = await reader.all(`select id from uploaded_file where state <> 'REFUSED'`);
    await reader.close();
    expect(readdirSync(join(installation.folder, 'files')).toSorted()).toEqual(
      kept.map(({ id }) => String(id)).toSorted(),
    );
  });
});

it('a workbook full of formulas: stored values come in, formulas without one are refused, nothing is run', async () => {
  const formula = (text: string, value?: string) =>
    `<c t="str"><f>${text}</f>${value === undefined ? '' : `<v>${value}</v>`}</c>`;
  const path = join(installation.folder, 'formulas.xlsx');
  writeFileSync(
    path,
    workbookOf(
      [
        cells('客户编号', '姓名', '手机', '备注'),
        `<row>${formula('"F"&amp;1', 'F1')}${formula('A9&amp;B9', '王伟')}${formula('A1', '13800138000')}${formula('1+1', '2')}</row>`,
        `<row>${formula('"F"&amp;2', 'F2')}${formula('WEBSERVICE("http://127.0.0.1:9/")')}${formula('A1', '13800138001')}${formula('1+1', '2')}</row>`,
        cells('F3', '=cmd|&apos; /C calc&apos;!A0', '13800138002', '=HYPERLINK("http://evil.example","x")'),
      ].join(''),
    ),
  );
  const { code, answer } = await installation.json('import', path, '--source', 'formulas');
  expect(code).toBe(0);
  expect(answer.import.counts).toMatchObject({ read: 3, created: 2, rejected: 1, reconciled: true });
  const rejected = join(installation.folder, 'rejected.csv');
  const again = await installation.json('import', path, '--source', 'formulas', '--again', '--rejected', rejected);
  expect(again.answer.import.counts).toMatchObject({ read: 3, unchanged: 2, rejected: 1 });
  // What looks like a formula must not become one in the spreadsheet that opens our own file.
  expect(readFileSync(rejected, 'utf8')).not.toMatch(/(^|,)"?=/m);
});
