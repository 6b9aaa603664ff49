import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataClass, GrantedRole } from '@dossier/shared/access';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportBytes, findExport } from '../../modules/intake/export/export.repository.ts';
import { startJobRunner } from '../../platform/jobs/job-runner.ts';
import { systemContext } from '../../platform/testing/test-context.ts';
import { intakeJobs } from '../jobs.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { HELD, opinionOn, type Relation, RELATIONS } from './oracle.ts';
import { rootRuns } from './roots.ts';
import { actingAs, isRefused } from './server-under-test.fixture.ts';
import { createWorld, type Someone, type World } from './world.fixture.ts';

/* What can be done with whom of the world: changing, revealing, exporting. */

const PEOPLE: readonly (readonly GrantedRole[])[] = [
  ...HELD.map((role) => [role]),
  ['SALES', 'VIEWER'],
  ['MANAGER', 'PRIVACY_OFFICER'],
  ['SECURITY_ADMIN', 'DATA_STEWARD', 'MANAGER'],
];

let app: TestApp;
let world: World;
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
});
afterAll(async () => await app.close());

const persons = () => world.everyone.filter(({ kind }) => kind === 'PERSON');

/** The code of what was refused, DONE when nothing was. */
async function deed(roles: readonly GrantedRole[], document: string, variables: object): Promise<string> {
  const answer = await app.execute(actingAs(app, roles), document, { ...variables });
  if (isRefused(answer)) return 'FORBIDDEN';
  if (answer.errors) throw new Error(answer.errors[0]?.message);
  const [payload] = Object.values(JSON.parse(JSON.stringify(answer.data))) as { userErrors: { code: string }[] }[];
  return payload?.userErrors[0]?.code ?? 'DONE';
}

function expected(roles: readonly GrantedRole[], may: ReadonlySet<Relation>, of: Relation): string {
  if (may.size === 0) return 'FORBIDDEN';
  if (!opinionOn(roles).visible().has(of)) return 'NOT_FOUND';
  return may.has(of) ? 'DONE' : 'NOT_ALLOWED';
}

async function versionOf({ id }: Someone): Promise<string> {
  const query = 'query ($id: ID!) { customer(id: $id) { version } }';
  return (await app.data(systemContext(app.services), query, { id })).customer.version;
}

describe('changing a customer', () => {
  const UPDATE = `mutation ($id: ID!, $version: String!, $input: CustomerUpdateInput!) {
    customerUpdate(id: $id, version: $version, input: $input) { userErrors { code field } } }`;

  it.each([
    ['PUBLIC', () => ({ industry: null })],
    ['INTERNAL', () => ({ grade: 'B' })],
    ['PERSONAL', (one: Someone) => ({ jobTitle: one.jobTitle })],
    ['SENSITIVE', (one: Someone) => ({ identifiers: [{ type: 'MEMBER_ID', value: one.document }] })],
  ] as const)('in a %s value: those whose values of that class one may write', async (dataClass, input) => {
    for (const roles of PEOPLE)
      for (const one of persons()) {
        const variables = { id: one.id, version: await versionOf(one), input: input(one) };
        const is = await deed(roles, UPDATE, variables);
        expect([roles, one.relation, is]).toEqual([
          roles,
          one.relation,
          expected(roles, opinionOn(roles).reach(dataClass, 'WRITE'), one.relation),
        ]);
      }
  });

  it.each([
    ['archiving', 'customerArchive', 'customerRestore'],
    ['restoring', 'customerRestore', 'customerArchive'],
  ])('by %s it', async (_what, field, back) => {
    const document = (name: string) =>
      `mutation ($id: ID!, $version: String!) { ${name}(id: $id, version: $version) { userErrors { code } } }`;
    for (const roles of PEOPLE)
      for (const one of persons()) {
        if (back === 'customerArchive')
          await deed(['DATA_STEWARD'], document(back), { id: one.id, version: await versionOf(one) });
        const is = await deed(roles, document(field), { id: one.id, version: await versionOf(one) });
        // Only whoever keeps all of them need put things right again.
        if (is === 'DONE' ? back === 'customerRestore' : back === 'customerArchive')
          await deed(['DATA_STEWARD'], document('customerRestore'), { id: one.id, version: await versionOf(one) });
        expect([roles, one.relation, is]).toEqual([
          roles,
          one.relation,
          expected(roles, opinionOn(roles).reach('INTERNAL', 'WRITE'), one.relation),
        ]);
      }
  });

  it('by giving it an order', async () => {
    let made = 0;
    const document =
      'mutation ($input: OrderCreateInput!) { orderCreate(input: $input) { userErrors { code field } } }';
    for (const roles of PEOPLE)
      for (const one of persons()) {
        const input = {
          customerId: one.id,
          number: `NEW-${++made}`,
          placedAt: '2024-05-06T00:00:00.000Z',
          lines: [{ quantity: '1', unitPrice: '1' }],
        };
        expect([roles, one.relation, await deed(roles, document, { input })]).toEqual([
          roles,
          one.relation,
          expected(roles, opinionOn(roles).reach('INTERNAL', 'WRITE'), one.relation),
        ]);
      }
  });

  it('by a decision about its data: those who exist for whoever may record one', async () => {
    const document = 'mutation ($input: ConsentRecordInput!) { consentRecord(input: $input) { userErrors { code } } }';
    for (const roles of PEOPLE)
      for (const one of persons()) {
        const evidence = { kind: 'PAPER', text: 'Form 1' };
        const input = { customerId: one.id, purpose: 'MARKETING', decision: 'GRANTED', evidence };
        const there = opinionOn(roles).visible();
        const isAllowed = rootRuns(roles, 'consentRecord');
        expect([roles, one.relation, await deed(roles, document, { input })]).toEqual([
          roles,
          one.relation,
          isAllowed ? (there.has(one.relation) ? 'DONE' : 'NOT_FOUND') : 'FORBIDDEN',
        ]);
      }
  });

  it('by a tag on many: those whom one may change', async () => {
    const document = `mutation ($ids: [ID!], $add: [ID!]) {
      customersTag(selection: { ids: $ids }, add: $add) { changed userErrors { code } } }`;
    for (const roles of PEOPLE.filter((some) => opinionOn(some).reach('INTERNAL', 'WRITE').size > 0)) {
      const ids = world.everyone.map(({ id }) => id);
      const { customersTag } = await app.data(actingAs(app, roles), document, { ids, add: [world.tagId] });
      const may = world.everyone.filter(({ relation }) => opinionOn(roles).reach('INTERNAL', 'WRITE').has(relation));
      expect([roles, customersTag]).toEqual([roles, { changed: may.length, userErrors: [] }]);
    }
  });

  it('is offered where it may be done', async () => {
    const query = '{ customers(first: 100) { nodes { id viewerCan { edit archive restore export } } } }';
    for (const roles of PEOPLE.filter((some) => opinionOn(some).visible().size > 0)) {
      const { customers } = await app.data(actingAs(app, roles), query);
      const edits = opinionOn(roles).reach('INTERNAL', 'WRITE');
      const exports = opinionOn(roles).reach('INTERNAL', 'EXPORT');
      for (const { id, viewerCan } of customers.nodes) {
        const { relation } = world.everyone.find((one) => one.id === id) ?? { relation: 'stranger' as const };
        const edit = edits.has(relation);
        const may = { edit, archive: edit, restore: false, export: exports.has(relation) };
        expect([roles, relation, viewerCan]).toEqual([roles, relation, may]);
      }
    }
  });
});

describe('revealing', () => {
  it.each([
    ['PERSONAL', 'name'],
    ['SENSITIVE', 'identifiers { value }'],
  ] as const)('a %s value: those whose values of that class one may reveal', async (dataClass, selection) => {
    const document = `mutation ($id: ID!) {
      customerReveal(id: $id, reason: "asked by the customer") { revealed { ${selection} } userErrors { code } } }`;
    for (const roles of PEOPLE)
      for (const one of persons())
        expect([roles, one.relation, await deed(roles, document, { id: one.id })]).toEqual([
          roles,
          one.relation,
          expected(roles, opinionOn(roles).reach(dataClass, 'REVEAL'), one.relation),
        ]);
  });
});

describe('exporting', () => {
  const EXPORT = `mutation ($input: ExportCreateInput!) {
    exportCreate(input: $input) { export { id } userErrors { code field } } }`;

  /** The lines of a file that somebody asked for, without its head. */
  async function exported(
    roles: readonly GrantedRole[],
    columns: readonly string[],
    selection: object,
  ): Promise<string[]> {
    const ctx = actingAs(app, roles);
    const { exportCreate } = await app.data(ctx, EXPORT, { input: { selection, columns, format: 'CSV' } });
    expect(exportCreate.userErrors).toEqual([]);
    const id = app.services.publicIds.decode('exp', exportCreate.export.id) ?? 0;
    const runner = startJobRunner({
      services: app.services,
      definitions: intakeJobs,
      actorOf: async () => ({ actor: ctx.actor, locale: 'en' }),
      pollMs: 10,
    });
    while ((await findExport(ctx, ctx.db.read, id))?.state !== 'DONE') await sleep(10);
    await runner.stop();
    return (await text((await exportBytes(ctx, id)).stream())).trim().split('\r\n').slice(1);
  }

  it.each([
    ['INTERNAL', ['STAGE']],
    ['PERSONAL', ['NAME', 'PHONE', 'NOTE']],
  ] as const)('%s values: those whom one may export, with nothing of what one may not', async (dataClass, columns) => {
    for (const roles of PEOPLE.filter((some) => opinionOn(some).reach(dataClass, 'EXPORT').size > 0)) {
      const lines = await exported(roles, columns, { ids: world.everyone.map(({ id }) => id) });
      const may = world.everyone.filter(
        ({ relation }) =>
          opinionOn(roles).visible().has(relation) && opinionOn(roles).reach(dataClass, 'EXPORT').has(relation),
      );
      expect([roles, lines.map((line) => line.split(',')[0]).toSorted()]).toEqual([
        roles,
        may.map(({ number }) => number).toSorted(),
      ]);
    }
  });

  it.each(
    HELD.flatMap((role) =>
      (['INTERNAL', 'PERSONAL', 'SENSITIVE'] as DataClass[]).map((dataClass) => [role, dataClass] as const),
    ),
  )('%s: a file with a %s column is refused when it is granted for nobody', async (role, dataClass) => {
    const column = { PUBLIC: 'INDUSTRY', INTERNAL: 'STAGE', PERSONAL: 'NAME', SENSITIVE: 'IDENTIFIER' }[dataClass];
    const input = { selection: { ids: [persons()[0]?.id] }, columns: [column], format: 'CSV' };
    const is = await deed([role], EXPORT, { input });
    expect(is === 'FORBIDDEN').toBe(opinionOn([role]).reach(dataClass, 'EXPORT').size === 0);
  });

  it('covers every relation', () => {
    expect(persons().map(({ relation }) => relation)).toEqual([...RELATIONS]);
  });
});
