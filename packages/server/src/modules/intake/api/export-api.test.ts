import { systemContext } from '../../../platform/testing/test-context.ts';
import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { intakeJobs as jobs } from '../../../app/jobs.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { startJobRunner } from '../../../platform/jobs/job-runner.ts';
import { exportBytes, exportPath, findExport } from '../export/export.repository.ts';
import { neutralise } from '../export/neutralise.ts';

let app: TestApp;
let system: Ctx;
beforeAll(async () => {
  app = await createTestApp();
  system = systemContext(app.services);
});
afterAll(async () => await app.close());

const steward = () => app.ctxFor('STEWARD');

describe('neutralise', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-2+3+cmd|x', "'-2+3+cmd|x"],
    ['+A1', "'+A1"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['+8613800138000', '+8613800138000'],
    ['-12.50', '-12.50'],
    ['王小明', '王小明'],
    ['', ''],
  ])('makes %j %j', (text, expected) => {
    expect(neutralise(text)).toBe(expected);
  });
});

describe('an export over the API', () => {
  const EXPORT = `mutation ($input: ExportCreateInput!) { exportCreate(input: $input) { export { id state downloadUrl } userErrors { code field } } }`;

  it('writes the chosen fields of the selected customers, formulas neutralised, for its maker alone', async () => {
    const { customerCreate } = await app.data(
      steward(),
      `mutation { customerCreate(input: { kind: PERSON, name: "Eve", note: "=HYPERLINK(1), \\"x\\"", contactPoints: [{ type: PHONE, value: "+86 138 0013 9999" }] }) { customer { id number } userErrors { code } } }`,
    );
    const input = {
      selection: { ids: [customerCreate.customer.id] },
      columns: ['NAME', 'PHONE', 'NOTE'],
      format: 'CSV',
    };
    const { exportCreate } = await app.data(steward(), EXPORT, { input });
    expect(exportCreate).toMatchObject({ export: { state: 'QUEUED', downloadUrl: null }, userErrors: [] });
    const id = system.publicIds.decode('exp', exportCreate.export.id) ?? 0;
    const done = async () => (await findExport(system, system.db.read, id))?.state === 'DONE';
    const runner = startJobRunner({
      services: app.services,
      definitions: jobs,
      actorOf: async () => ({ actor: steward().actor, locale: 'en' }),
      pollMs: 10,
    });
    while (!(await done())) await sleep(10);
    await runner.stop();
    expect(String(await buffer((await exportBytes(system, id)).stream()))).toBe(
      `\ufeffCustomer number,Name,Phone,Note\r\n${customerCreate.customer.number},Eve,+8613800139999,"'=HYPERLINK(1), ""x"""\r\n`,
    );
    const onDisk = readFileSync(exportPath(system, id));
    const { selection } = await system.db.read
      .selectFrom('export_run')
      .select('selection')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const plain = ['Eve', '13800139999', 'Customer number', 'search', 'filter'];
    expect(plain.filter((text) => onDisk.includes(text) || Buffer.from(selection ?? '').includes(text))).toEqual([]);
    const query = 'query ($id: ID!) { export(id: $id) { state rows progress downloadUrl } }';
    const { export: own } = await app.data(steward(), query, { id: exportCreate.export.id });
    expect(own).toEqual({
      state: 'DONE',
      rows: 1,
      progress: 1,
      downloadUrl: `/api/exports/${exportCreate.export.id}/file`,
    });
    const { customerViewers } = await app.data(
      app.ctxFor('PRIVACY_OFFICER'),
      'query ($id: ID!) { customerViewers(id: $id) { nodes { way exportId fields count } } }',
      { id: customerCreate.customer.id },
    );
    expect(customerViewers.nodes).toEqual([
      { way: 'EXPORT', exportId: exportCreate.export.id, fields: ['NAME', 'NOTE', 'PHONE'], count: 1 },
    ]);
    const { export: foreign } = await app.data(app.ctxFor('STEWARD', 2), query, { id: exportCreate.export.id });
    expect(foreign).toBeNull();
  });

  it('refuses an export of nothing', async () => {
    const { exportCreate } = await app.data(steward(), EXPORT, {
      input: { selection: {}, columns: [], format: 'XLSX' },
    });
    expect(exportCreate).toEqual({ export: null, userErrors: [{ code: 'REQUIRED', field: ['columns'] }] });
  });
});
