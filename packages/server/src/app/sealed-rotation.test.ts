import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createResealJob } from '../modules/operations/keys/reseal.job.ts';
import { rotateKeys } from '../modules/operations/index.ts';
import { SYSTEM } from '../platform/context/actor.ts';
import { readHeader } from '../platform/crypto/sealing/envelope.ts';
import { startJobRunner } from '../platform/jobs/job-runner.ts';
import { sealedTables } from './sealed-tables.ts';
import { createTestApp, type TestApp } from './testing/test-app.ts';

const BEFORE = 30;
const CREATE = `mutation ($input: CustomerCreateInput!) {
  customerCreate(input: $input) { customer { id } userErrors { code field } } }`;
const FIND = `query ($phone: String, $email: String, $four: String) {
  byPhone: customers(filter: { phone: { eq: $phone } }) { nodes { id contactPoints { value } addresses { line } } }
  byEmail: customers(filter: { email: { eq: $email } }) { nodes { id } }
  byEnd: customers(filter: { phone: { lastFour: $four } }) { nodes { id } }
}`;

let app: TestApp;
const ids: string[] = [];
beforeAll(async () => {
  app = await createTestApp();
  while (ids.length < BEFORE) await create();
});
afterAll(async () => await app.close());

const steward = () => app.ctxFor('STEWARD');
const of = (n: number) => ({
  phone: `+8613${String(n + 800_000_000)}`,
  email: `p${n}@mail.example`,
  line: `解放路 ${n} 号`,
});

async function create(): Promise<void> {
  const { phone, email, line } = of(ids.length);
  const { customerCreate } = await app.data(steward(), CREATE, {
    input: {
      kind: 'PERSON',
      name: `客户${ids.length}`,
      contactPoints: [
        { type: 'PHONE', value: phone },
        { type: 'EMAIL', value: email },
      ],
      addresses: [{ country: 'CN', line }],
      identifiers: [{ type: 'MEMBER_ID', value: `M${ids.length}` }],
    },
  });
  expect(customerCreate.userErrors).toEqual([]);
  ids.push(customerCreate.customer.id);
}

/** Every `step`th customer is found by everything, and shows everything. */
async function lookAt(step: number): Promise<void> {
  for (let n = 0; n < ids.length; n += step) {
    const id = ids[n];
    const { phone, email, line } = of(n);
    const { byPhone, byEmail, byEnd } = await app.data(steward(), FIND, { phone, email, four: phone.slice(-4) });
    expect(byPhone.nodes).toEqual([{ id, contactPoints: [{ value: email }, { value: phone }], addresses: [{ line }] }]);
    expect(byEmail.nodes).toEqual([{ id }]);
    expect(byEnd.nodes.map((node: { id: string }) => node.id)).toContain(id);
  }
}

/** Rotates while customers are created and looked for, until the job has ended. */
async function rotate(what: 'DATA' | 'INDEX'): Promise<void> {
  const { jobId } = await rotateKeys(steward(), what);
  const runner = startJobRunner({
    services: app.services,
    definitions: [createResealJob(sealedTables, 1)],
    actorOf: async () => ({ actor: SYSTEM, locale: 'en' }),
    pollMs: 10,
  });
  try {
    for (let turn = 0; ; turn++) {
      // SQLite answers at once: without this the job would never have its turn.
      await sleep(1);
      if (turn < 5) await create();
      await lookAt(17);
      const job = await app.services.db.read
        .selectFrom('job')
        .select(['state', 'problem'])
        .where('id', '=', jobId)
        .executeTakeFirstOrThrow();
      expect(job.problem).toBeNull();
      if (job.state === 'DONE') return;
    }
  } finally {
    await runner.stop();
  }
}

it('customers’ values open and are found while data and index keys are replaced and customers come', async () => {
  const { db, keyStore } = app.services;
  await rotate('DATA');
  const points = await db.read.selectFrom('contact_point').select(['customer_id', 'sealed']).execute();
  const first = app.services.publicIds.decode('cus', ids[0] ?? '');
  const generations = points
    .filter(({ customer_id }) => customer_id === first)
    .map(({ sealed }) => readHeader(sealed ?? Buffer.alloc(0)).generation);
  expect(generations).toEqual([2, 2]);
  const records = await db.read
    .selectFrom('source_record')
    .select('sealed')
    .where('customer_id', '=', first ?? 0)
    .execute();
  expect(records.map(({ sealed }) => readHeader(sealed ?? Buffer.alloc(0)).generation)).toEqual([2]);

  await rotate('INDEX');
  expect((await keyStore.indexKeys()).living.map(({ version }) => version)).toEqual([2]);
  await lookAt(1);
  const entries = await db.read.selectFrom('contact_point').select(['match_key', 'last_four']).execute();
  const versions = entries.flatMap((row) => Object.values(row).flatMap((entry) => entry?.slice(0, 1) ?? []));
  expect(new Set(versions)).toEqual(new Set(['C']));
});

it('customers are changed though their keys are replaced between the look at keys and the look at rows', async () => {
  const { keyStore } = app.services;
  const ask = 'query ($id: ID!) { customer(id: $id) { version contactPoints { value } } }';
  const id = ids[0];
  const { customer } = await app.data(steward(), ask, { id });
  const whenLoaded = [() => rotate('DATA')];
  const load: typeof keyStore.load = async (subjects) => {
    const ring = await keyStore.load(subjects);
    if (subjects.length > 0) await whenLoaded.pop()?.();
    return ring;
  };
  const input = { contactPoints: [{ type: 'PHONE', value: '13911112222' }] };
  const { customerUpdate } = await app.data(
    { ...steward(), keyStore: { ...keyStore, load } },
    `mutation ($id: ID!, $version: String!, $input: CustomerUpdateInput!) {
      customerUpdate(id: $id, version: $version, input: $input) { customer { contactPoints { value } } userErrors { code } } }`,
    { id, version: customer.version, input },
  );
  expect(whenLoaded).toEqual([]);
  expect(customerUpdate).toEqual({ customer: { contactPoints: [{ value: '+8613911112222' }] }, userErrors: [] });
});
