import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approveLatest, decide, latestApproval, runJobs, settle } from '../../../app/testing/approvals.ts';
import { addCustomer } from '../../../app/testing/customers.ts';
import { addDeciders, addStaff } from '../../../app/testing/staff.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';

const DAY_MS = 24 * 3_600_000;
const [HE, QIAN, ZHOU, LEA] = [101, 102, 103, 104];
let app: TestApp;
let now = Date.UTC(2026, 2, 5, 8);
beforeAll(async () => {
  app = await createTestApp({ now: () => now });
  await addDeciders(app, 'DATA_STEWARD', { He: HE, Qian: QIAN });
  await addDeciders(app, 'PRIVACY_OFFICER', { Zhou: ZHOU });
  await addStaff(app, { Lea: LEA });
  for (const name of ['甲', '乙', '丙']) await addCustomer(app, { name: `${name}方` });
  const { settingsUpdate } = await app.data(
    app.ctxFor('SECURITY_ADMIN'),
    'mutation { settingsUpdate(input: { massExportAbove: 2 }) { userErrors { code } } }',
  );
  expect(settingsUpdate.userErrors).toEqual([]);
});
afterAll(async () => await app.close());
// What was taken the day before does not count.
beforeEach(() => void (now += DAY_MS));

// A request each: what one has read is not read again.
const he = () => app.ctxFor('DATA_STEWARD', HE);
const zhou = () => app.ctxFor('PRIVACY_OFFICER', ZHOU);
const CREATE = `mutation ($input: ExportCreateInput!) { exportCreate(input: $input) { export { id } userErrors { code field } } }`;
const STATE =
  'query ($id: ID!) { export(id: $id) { state rows problem downloadUrl approval { state decisionReason } } }';
async function ask(selection: object = {}, columns = ['NAME'], as = he()): Promise<string> {
  const input = { selection, columns, format: 'CSV', reason: '年度对账' };
  const { exportCreate } = await app.data(as, CREATE, { input });
  await runJobs(app);
  return exportCreate.export.id;
}
async function stateOf(id: string, as = he()) {
  const { export: one } = await app.data(as, STATE, { id });
  return [one.state, one.approval?.state ?? null, one.downloadUrl !== null];
}
async function change(id: string, columns: { fields?: string; format?: string }) {
  const key = app.services.publicIds.decode('exp', id) ?? 0;
  await app.services.db.transaction(async (trx) => {
    await trx.updateTable('export_run').set(columns).where('id', '=', key).execute();
  });
}

describe('an export of personal values of many', () => {
  it('waits for somebody else, who is shown how many, what and why', async () => {
    const id = await ask({ filter: { kind: { eq: 'PERSON' } }, search: '方' }, ['NAME', 'PHONE']);
    expect(await stateOf(id)).toEqual(['PAUSED', 'WAITING', false]);
    const asked = await latestApproval(app, zhou());
    expect(asked).toMatchObject({
      act: 'MASS_EXPORT',
      reason: '年度对账',
      askedBy: { name: 'He' },
      details: [
        { name: 'CUSTOMERS', values: ['4'] },
        { name: 'FIELDS', values: ['NAME', 'PHONE'] },
        { name: 'CONDITIONS', values: ['kind', 'SEARCH'] },
        { name: 'FORMAT', values: ['CSV'] },
      ],
    });
    expect(await decide(app, he(), asked)).toBe('OWN_PROPOSAL');
    expect(await decide(app, app.ctxFor('SALES', LEA), asked)).toBe('NOT_FOUND');
    expect(await stateOf(id)).toEqual(['PAUSED', 'WAITING', false]);
    await approveLatest(app, zhou());
    expect(await stateOf(id)).toEqual(['DONE', 'USED', true]);
    // What was approved does not stand in the way of what needs no approval, nor does the number alone.
    expect(await stateOf(await ask({ search: '甲' }))).toEqual(['DONE', null, true]);
    expect(await stateOf(await ask({}, ['GRADE']))).toEqual(['DONE', null, true]);
  });

  it('is not made small by asking in parts, also at the same moment', async () => {
    const parts = await Promise.all(['甲', '乙', '丙'].map(async (search) => await ask({ search })));
    await runJobs(app);
    const states = await Promise.all(parts.map(async (id) => (await stateOf(id))[0]));
    expect(states.toSorted()).toEqual(['DONE', 'DONE', 'PAUSED']);
    now += DAY_MS;
    expect((await stateOf(await ask({ search: '乙' })))[0]).toBe('DONE');
  });

  it('is made of what was approved and of nothing else', async () => {
    for (const swapped of [{ fields: '["NAME","PHONE"]' }, { format: 'XLSX' }]) {
      const id = await ask();
      await approve(id, async () => await change(id, swapped));
      expect(await stateOf(id)).toEqual(['FAILED', 'USED', false]);
    }
    const id = await ask();
    await approve(id, async () => {
      for (const name of ['丁', '戊']) await addCustomer(app, { name: `${name}氏` });
    });
    expect(await stateOf(id)).toEqual(['FAILED', 'USED', false]);
  });

  it('ends when it is refused, taken back, or its maker may not export any more', async () => {
    const id = await ask();
    expect(await decide(app, zhou(), await latestApproval(app, zhou()), false)).toBe('REFUSED');
    await runJobs(app);
    expect(await stateOf(id)).toEqual(['CANCELLED', 'REFUSED', false]);
    const other = await ask();
    expect(await decide(app, app.ctxFor('DATA_STEWARD', QIAN), await latestApproval(app, zhou()))).toBe('APPROVED');
    await app.services.db.transaction(async (trx) => {
      await trx.updateTable('staff_user').set({ roles: 'VIEWER' }).where('id', '=', HE).execute();
    });
    await settle(app);
    expect((await stateOf(other))[2]).toBe(false);
  });
});

it('refuses a limit above the one that the program has', async () => {
  const update = async (massExportAbove: number) =>
    (
      await app.data(
        app.ctxFor('SECURITY_ADMIN'),
        'mutation ($n: Int!) { settingsUpdate(input: { massExportAbove: $n }) { settings { massExportAbove } userErrors { code } } }',
        { n: massExportAbove },
      )
    ).settingsUpdate;
  expect(await update(1001)).toEqual({ settings: null, userErrors: [{ code: 'TOO_LARGE' }] });
  expect(await update(-1)).toEqual({ settings: null, userErrors: [{ code: 'TOO_SMALL' }] });
  expect((await update(1000)).settings).toEqual({ massExportAbove: 1000 });
});

async function approve(id: string, meanwhile: () => Promise<void>): Promise<void> {
  expect(await stateOf(id)).toEqual(['PAUSED', 'WAITING', false]);
  expect(await decide(app, zhou(), await latestApproval(app, zhou()))).toBe('APPROVED');
  await meanwhile();
  await runJobs(app);
}
