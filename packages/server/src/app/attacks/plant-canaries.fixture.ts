import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { createImport, exportBytes } from '../../modules/intake/index.ts';
import { dryRunImport, startImport } from '../../modules/intake/run/control-import.ts';
import { importText, upload, waitFor } from '../../modules/intake/intake.fixture.ts';
import { approvedApp, askAs, consent, tokenOf } from '../../modules/partner/partner.fixture.ts';
import { startJobRunner } from '../../platform/jobs/job-runner.ts';
import { systemContext } from '../../platform/testing/test-context.ts';
import { intakeJobs } from '../jobs.ts';
import { addCustomer } from '../testing/customers.ts';
import type { TestApp } from '../testing/test-app.ts';

const CREATED = 80;
const IMPORTED = 60;
const REJECTED = 30;
const ASKED = 30;

/** Everything that was said to the installation, and what errors and logs said back. */
export interface Planted {
  readonly canaries: readonly string[];
  /** The text of every answer that refused or failed. */
  readonly errors: readonly string[];
}

let planted = 0;
const values: string[] = [];
const plant = (text: (n: number) => string): string => {
  const value = text(++planted);
  values.push(value);
  return value;
};
const phone = () => plant((n) => `137${String(20_000_000 + n * 7_919)}`);
const email = () => plant((n) => `kanarie.${n}@mail.example`);
const line = () => plant((n) => `金丝雀巷${n}号`);
const word = (kind: string) => plant((n) => `kanarie-${kind}-${n}`);

const ANSWER =
  'mutation ($input: CustomerCreateInput!) { customerCreate(input: $input, idempotencyKey: "once") { customer { id } userErrors { code message } } }';

/** Says a thousand values to an installation in every way there is. Names are not among them: they are stored as they are. */
export async function plantCanaries(app: TestApp): Promise<Planted> {
  values.length = 0;
  const server = await app.http({ mode: 'production' });
  const ids: string[] = [];
  for (let i = 0; i < CREATED; i++) ids.push(await addCustomer(app, person(i)));
  await importAll(app, ids[0] ?? '');
  await exportAll(app);
  await give(app, server, ids[1] ?? '');
  const errors = await ask(app, server);
  return { canaries: [...values], errors };
}

const person = (index: number) => ({
  name: `客户${index}`,
  contactPoints: [
    { type: 'PHONE', value: phone(), holderName: word('holder') },
    { type: 'EMAIL', value: email() },
    { type: 'WECHAT', value: word('wechat') },
    { type: 'OTHER', value: word('other') },
  ],
  identifiers: [{ type: 'MEMBER_ID', value: word('document') }],
  addresses: [{ country: 'CN', province: '浙江省', city: '杭州市', line: line() }],
});

/** Accepted rows, rejected ones, a dry run. */
async function importAll(app: TestApp, id: string): Promise<void> {
  const system = systemContext(app.services);
  const rows = (count: number, number: string) =>
    Array.from({ length: count }, (_, i) => `${number},客户${i},${phone()},${email()},${line()},${word('remark')}`);
  const HEADING = '客户号,姓名,手机,邮箱,地址,备用信息';
  await importText(system, intakeJobs, [HEADING, ...rows(IMPORTED, '')].join('\n'), { sourceCode: 'crm' });
  const { customer } = await app.data(app.ctxFor('DATA_STEWARD'), 'query ($id: ID!) { customer(id: $id) { number } }', {
    id,
  });
  const number: string = customer.number;
  // Its check character is wrong.
  const mistyped = number.slice(0, -1) + (number.endsWith('0') ? '1' : '0');
  const rejected = await createImport(system, {
    fileId: await upload(system, [HEADING, ...rows(REJECTED, mistyped)].join('\n')),
    sourceCode: 'shop',
  });
  await dryRunImport(system, rejected);
  await waitFor(system, intakeJobs, rejected, 'DRY_RUN_DONE');
  await startImport(system, rejected);
  const { counts } = await waitFor(system, intakeJobs, rejected, 'DONE');
  if (counts.rejected !== REJECTED) throw new Error(`only ${counts.rejected} rows were rejected`);
}

/** A file of everything. */
async function exportAll(app: TestApp): Promise<void> {
  const steward = app.ctxFor('DATA_STEWARD');
  const { exportCreate } = await app.data(
    steward,
    'mutation { exportCreate(input: { columns: [NAME, PHONE, EMAIL, ADDRESS, OTHER_CONTACT], format: CSV, selection: {} }) { export { id } userErrors { code field } } }',
  );
  const id = app.services.publicIds.decode('exp', exportCreate.export.id) ?? 0;
  const runner = startJobRunner({
    services: app.services,
    definitions: intakeJobs,
    actorOf: async () => ({ actor: steward.actor, locale: 'en' }),
    pollMs: 10,
  });
  const state = async () =>
    (await steward.db.read.selectFrom('job').select('state').where('kind', '=', 'export.run').executeTakeFirst())
      ?.state;
  for (const end = Date.now() + 30_000; Date.now() < end && (await state()) !== 'DONE';) await sleep(10);
  await runner.stop();
  await exportBytes(steward, id);
}

/** Values that leave for a partner app. */
async function give(app: TestApp, server: FastifyInstance, customerId: string): Promise<void> {
  const { id } = await approvedApp(app, 'Acme Mailer');
  await consent(app, app.services.publicIds.decode('cus', customerId) ?? 0, id, ['ALL']);
  const token = await tokenOf(app, server, id);
  const answer = await askAs(server, token, '{ customers { nodes { name primaryPhone { value } } } }');
  if (!answer.body.includes('+86137')) throw new Error(`the app was given nothing: ${answer.body}`);
}

/** Values that are asked for, mistyped, guessed; and statements that fail. */
async function ask(app: TestApp, server: FastifyInstance): Promise<string[]> {
  const errors: string[] = [];
  const steward = app.ctxFor('DATA_STEWARD');
  const send = async (query: string, variables: object = {}) => {
    const answer = await server.inject({ method: 'POST', url: '/graphql', payload: { query, variables } });
    errors.push(answer.body);
  };
  const told = async (query: string, variables: object = {}) => {
    const { errors: failed, data } = await app.execute(steward, query, { ...variables });
    errors.push(JSON.stringify({ failed, userErrors: JSON.stringify(data).match(/"userErrors":\[.*?\]/g) }));
  };
  for (let i = 0; i < ASKED; i++) {
    await app.data(steward, 'query ($s: String) { customers(search: $s) { totalCount } }', { s: phone() });
    await app.data(
      app.ctxFor('SUPPORT'),
      'mutation ($e: String) { customerLookUp(input: { email: $e }) { found { id } } }',
      { e: email() },
    );
    await app.data(steward, 'query ($p: [String!]) { customerDuplicates(input: { phones: $p }) { customer { id } } }', {
      p: [phone()],
    });
    await send('mutation ($i: SignInInput!) { signIn(input: $i) { userErrors { code message } } }', {
      i: { email: email(), password: word('password') },
    });
    await send('query ($t: String!) { linkInfo(token: $t) { email } }', { t: word('token') });
    await send('mutation ($i: SignInInput!) { signIn(input: $i) { userErrors { code } } }', {
      i: { email: [phone()], password: 1 },
    });
    await send(`{ linkInfo(token: x "${word('syntax')}") { email } }`);
    await send(`{ linkInfo(token: "x", ${word('argument').replaceAll('-', '_')}: 1) { email } }`);
    await told(ANSWER, {
      input: { kind: 'PERSON', name: 'x', contactPoints: [{ type: 'EMAIL', value: `@@${word('broken')}` }] },
    });
  }
  await whileFailing(app, async () => told(ANSWER, { input: { kind: 'PERSON', ...person(0) } }));
  return errors;
}

/** Lets statements on contact points fail, with all that the database then says about them. */
async function whileFailing(app: TestApp, work: () => Promise<void>): Promise<void> {
  const rename = async (from: string, to: string) =>
    await app.services.db.transaction(
      async (trx) => await sql`alter table ${sql.table(from)} rename to ${sql.table(to)}`.execute(trx),
    );
  await rename('contact_point', 'contact_point_away');
  try {
    await work();
  } finally {
    await rename('contact_point_away', 'contact_point');
  }
}
