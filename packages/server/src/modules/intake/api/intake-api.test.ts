import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { intakeJobs as jobs } from '../../../app/jobs.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { systemContext } from '../../../platform/testing/test-context.ts';
import { upload, waitFor } from '../intake.fixture.ts';

let app: TestApp;
let system: Ctx;
beforeAll(async () => {
  app = await createTestApp();
  system = systemContext(app.services);
});
afterAll(async () => await app.close());

const steward = () => app.ctxFor('STEWARD');
const key = (id: string) => system.publicIds.decode('imp', id) ?? 0;

const CUSTOMERS = [
  '客户编号,姓名,手机,生日,渠道',
  'K1,王小明,138-0013-8000,1990年1月2日,展会',
  'K2,李娜,12,无,',
  ',,-,,',
].join('\n');

const CREATE = `mutation ($input: ImportCreateInput!) {
  importCreate(input: $input) {
    import { id version kind rowShape state keys mapping { column target confidence reason options { name value } } source { code } viewerCan { start undo } counts { read } }
    userErrors { code field message }
  }
}`;

async function create(content: string, more: object = {}) {
  const fileId = system.publicIds.encode('fil', await upload(system, content, '客户.csv'));
  const { importCreate } = await app.data(steward(), CREATE, { input: { fileId, sourceCode: 'crm', ...more } });
  return importCreate;
}

async function run(name: string, id: string): Promise<unknown> {
  const data = await app.data(
    steward(),
    `mutation ($id: ID!) { ${name}(id: $id) { import { state } userErrors { code } } }`,
    { id },
  );
  return data[name];
}

describe('an import over the API', () => {
  it('keeps why a column was suggested until a person chooses otherwise', async () => {
    const { import: drafted } = await create('姓名,手机,渠道\n王小明,13800138000,展会');
    const mapping = drafted.mapping.map(({ column, target }: { column: string; target: string }, index: number) => ({
      column,
      index,
      target: column === '渠道' ? 'NOTE' : target,
    }));
    const { importSetup } = await app.data(
      steward(),
      `mutation ($id: ID!, $version: String!, $setup: ImportSetupInput!) {
        importSetup(id: $id, version: $version, setup: $setup) { import { mapping { target confidence } } userErrors { code } }
      }`,
      { id: drafted.id, version: drafted.version, setup: { mapping } },
    );
    expect(importSetup).toEqual({
      import: {
        mapping: [
          { target: 'NAME', confidence: 0.95 },
          { target: 'MOBILE', confidence: 0.95 },
          { target: 'NOTE', confidence: null },
        ],
      },
      userErrors: [],
    });
  });

  it('goes from a file through preview, dry run, run and undo', async () => {
    const { import: drafted, userErrors } = await create(CUSTOMERS);
    expect(userErrors).toEqual([]);
    expect(drafted).toMatchObject({
      kind: 'CUSTOMERS',
      rowShape: 'PERSON',
      state: 'DRAFT',
      keys: [['NAME', 'PHONE']],
      source: { code: 'crm' },
      viewerCan: { start: true, undo: false },
      counts: null,
    });
    expect(drafted.mapping.map(({ target }: { target: string }) => target)).toEqual([
      'EXTERNAL_ID',
      'NAME',
      'MOBILE',
      'BIRTH_DATE',
      'OTHER_DATA',
    ]);
    expect(drafted.mapping[1]).toMatchObject({ confidence: 0.95, reason: 'By the column name' });

    const { import: shown } = await app.data(
      steward(),
      `query ($id: ID!) { import(id: $id) {
        file { name state size detection { container encoding delimiter headerRow firstRow columns asks estimatedRows } preview { columns rows rejected { row } } alreadyImportedBy { id } }
        preview(rows: 5) { problems { code } rows { row outcome customerName customerNumber problems cells { raw value state problem } } }
      } }`,
      { id: drafted.id },
    );
    expect(shown.file).toMatchObject({
      name: '客户.csv',
      state: 'READABLE',
      detection: { container: 'CSV', encoding: 'utf-8', delimiter: ',', headerRow: 1, firstRow: 2, asks: [] },
      alreadyImportedBy: [],
    });
    expect(shown.file.preview.rows[0]).toEqual(['K1', '王小明', '138-0013-8000', '1990年1月2日', '展会']);
    expect(shown.preview.problems).toEqual([]);
    expect(shown.preview.rows).toMatchObject([
      {
        row: 2,
        outcome: 'created',
        customerName: '王小明',
        customerNumber: null,
        cells: [
          { value: 'K1', state: 'OK' },
          { value: '王小明', state: 'OK' },
          { raw: '138-0013-8000', value: '+8613800138000', state: 'OK' },
          { raw: '1990年1月2日', value: '1990-01-02', state: 'OK' },
          { value: '展会' },
        ],
      },
      {
        row: 3,
        outcome: 'created',
        cells: [{}, {}, { value: null, state: 'INVALID' }, { value: null, state: 'EMPTY' }, {}],
      },
      { row: 4, outcome: 'rejected', problems: ['姓名: This field is required.'] },
    ]);

    expect(await run('importDryRun', drafted.id)).toEqual({ import: { state: 'DRY_RUNNING' }, userErrors: [] });
    await waitFor(system, jobs, key(drafted.id), 'DRY_RUN_DONE');
    const { import: dry } = await app.data(
      steward(),
      `query ($id: ID!) { import(id: $id) { dryRun { read created rejected reconciled } dryRunSamples { outcome row changes customer { id } } counts { read } } }`,
      { id: drafted.id },
    );
    expect(dry).toMatchObject({ dryRun: { read: 3, created: 2, rejected: 1, reconciled: true }, counts: null });
    expect(dry.dryRunSamples.map(({ outcome, row }: { outcome: string; row: number }) => [outcome, row])).toEqual([
      ['created', 2],
      ['created', 3],
      ['rejected', 4],
    ]);
    expect(dry.dryRunSamples[0].changes).toContain('name: 王小明');
    expect(dry.dryRunSamples[2].changes).toEqual(['姓名: This field is required.']);
    // The reason is said in the language of who reads it, whoever ran it.
    const { import: inChinese } = await app.data(
      { ...steward(), locale: 'zh-CN' },
      `query ($id: ID!) { import(id: $id) { dryRunSamples { changes } } }`,
      { id: drafted.id },
    );
    expect(inChinese.dryRunSamples[2].changes).toEqual(['姓名: 此项必填。']);

    expect(await run('importStart', drafted.id)).toEqual({ import: { state: 'QUEUED' }, userErrors: [] });
    await waitFor(system, jobs, key(drafted.id), 'DONE');
    const { import: done } = await app.data(
      steward(),
      `query ($id: ID!) { import(id: $id) {
        state counts { read created rejected customers reconciled } viewerCan { undo start } progress { phase }
        rejectedRows(first: 1) { totalCount pageInfo { hasNextPage } nodes { row column code message cells } }
      } }`,
      { id: drafted.id },
    );
    expect(done).toEqual({
      state: 'DONE',
      counts: { read: 3, created: 2, rejected: 1, customers: 2, reconciled: true },
      viewerCan: { undo: true, start: false },
      progress: null,
      rejectedRows: {
        totalCount: 1,
        pageInfo: { hasNextPage: false },
        nodes: [
          {
            row: 4,
            column: '姓名',
            code: 'REQUIRED',
            message: 'This field is required.',
            cells: ['', '', '-', '', ''],
          },
        ],
      },
    });

    const { customers } = await app.data(
      steward(),
      '{ customers(search: "王小明") { nodes { id name sourceRecords { import { id state } otherData { column value } } } } }',
    );
    expect(customers.nodes).toMatchObject([
      {
        name: '王小明',
        sourceRecords: [{ import: { id: drafted.id, state: 'DONE' }, otherData: [{ column: '渠道', value: '展会' }] }],
      },
    ]);

    const second = await create(['客户编号,姓名', 'K1,王小明'].join('\n'));
    await run('importStart', second.import.id);
    await waitFor(system, jobs, key(second.import.id), 'DONE');
    expect(await run('importUndo', drafted.id)).toEqual({ import: { state: 'UNDOING' }, userErrors: [] });
    await waitFor(system, jobs, key(drafted.id), 'UNDONE');
    const { import: undone } = await app.data(
      steward(),
      'query ($id: ID!) { import(id: $id) { state keptByOthers { name } viewerCan { redo purge } } }',
      { id: drafted.id },
    );
    expect(undone).toEqual({
      state: 'UNDONE',
      keptByOthers: [{ name: '王小明' }],
      viewerCan: { redo: true, purge: true },
    });
  });

  it('says in the payload what is refused, and changes nothing', async () => {
    const first = await create('客户编号,姓名\nZ1,赵敏');
    const stale = first.import.version;
    const setup = `mutation ($id: ID!, $version: String!, $setup: ImportSetupInput!) {
      importSetup(id: $id, version: $version, setup: $setup) { import { version mapping { target } } userErrors { code field } } }`;
    const mapping = [
      { column: '客户编号', index: 0, target: 'MEMBER_ID' },
      { column: '姓名', index: 1, target: 'NAME' },
    ];
    const { importSetup } = await app.data(steward(), setup, {
      id: first.import.id,
      version: stale,
      setup: { mapping },
    });
    expect(importSetup).toMatchObject({
      import: { mapping: [{ target: 'MEMBER_ID' }, { target: 'NAME' }] },
      userErrors: [],
    });
    const again = await app.data(steward(), setup, {
      id: first.import.id,
      version: stale,
      setup: { rowShape: 'AUTO' },
    });
    expect(again.importSetup).toEqual({ import: null, userErrors: [{ code: 'STALE', field: ['version'] }] });
    const wrong = [{ column: '姓', index: 0, target: 'NAME' }];
    const { importSetup: refused } = await app.data(steward(), setup, {
      id: first.import.id,
      version: importSetup.import.version,
      setup: { mapping: wrong },
    });
    expect(refused).toEqual({
      import: null,
      userErrors: [{ code: 'COLUMN_NOT_FOUND', field: ['mapping', '0', 'column'] }],
    });
    expect(await run('importUndo', first.import.id)).toEqual({ import: null, userErrors: [{ code: 'WRONG_STATE' }] });
    expect(await run('importStart', 'imp_nothing')).toEqual({ import: null, userErrors: [{ code: 'NOT_FOUND' }] });
  });

  it('removes a draft that nobody wants', async () => {
    const { import: drafted } = await create('客户编号,姓名\nD1,周一');
    const query = 'query ($id: ID!) { import(id: $id) { viewerCan { discard } } }';
    expect(await app.data(steward(), query, { id: drafted.id })).toEqual({ import: { viewerCan: { discard: true } } });
    expect(await run('importDiscard', drafted.id)).toEqual({ import: null, userErrors: [] });
    expect(await app.data(steward(), query, { id: drafted.id })).toEqual({ import: null });
    expect(await run('importDiscard', drafted.id)).toEqual({ import: null, userErrors: [{ code: 'NOT_FOUND' }] });
  });

  it('offers a saved template to the next file with the same headers, in any order', async () => {
    const made = await create('编号,名字,电话\nT1,钱一,13900000001', {
      setup: {
        mapping: [
          { column: '编号', index: 0, target: 'MEMBER_ID' },
          { column: '名字', index: 1, target: 'NAME' },
          { column: '电话', index: 2, target: 'MOBILE' },
        ],
      },
    });
    const { importTemplateSave } = await app.data(
      steward(),
      'mutation ($id: ID!) { importTemplateSave(importId: $id, name: " 会员 ") { template { id name mapping { column target } } userErrors { code } } }',
      { id: made.import.id },
    );
    expect(importTemplateSave.template).toMatchObject({
      name: '会员',
      mapping: [{ target: 'MEMBER_ID' }, { target: 'NAME' }, { target: 'MOBILE' }],
    });
    const next = await create('电话,编号,名字\n13900000002,T2,孙二');
    expect(
      next.import.mapping.map(({ target, reason }: { target: string; reason: string }) => [target, reason]),
    ).toEqual([
      ['MOBILE', 'From the template'],
      ['MEMBER_ID', 'From the template'],
      ['NAME', 'From the template'],
    ]);
    const { importTemplates } = await app.data(steward(), '{ importTemplates { id name source { code } } }');
    expect(importTemplates).toEqual([{ id: importTemplateSave.template.id, name: '会员', source: { code: 'crm' } }]);
  });

  it('is closed to those who may not import', async () => {
    const { errors } = await app.execute(app.ctxFor('VIEWER'), '{ imports { nodes { id } } }');
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});
