import type { Role } from '@dossier/shared/access';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { contextAs } from '../../../app/testing/staff.ts';

// Wang sells; one customer is his, one is nobody's.
const WANG = 7;
let app: TestApp;
let his: string;
let pool: string;

const as = (role: Role) => contextAs(app, role, WANG);

beforeAll(async () => {
  app = await createTestApp();
  const create = async (): Promise<string> =>
    (
      await app.data(
        app.ctxFor('STEWARD'),
        'mutation ($input: CustomerCreateInput!) { customerCreate(input: $input) { customer { id } } }',
        { input: { kind: 'PERSON', name: '赵一' } },
      )
    ).customerCreate.customer.id;
  his = await create();
  pool = await create();
  const key = app.services.publicIds.decode('cus', his) ?? 0;
  await app.services.db.transaction(
    async (trx) => await trx.updateTable('customer').set({ owner_id: WANG }).where('id', '=', key).execute(),
  );
});
afterAll(async () => await app.close());

/** What the viewer sees of a customer, and what they may do, as the words of what is true. */
async function rightsOn(ctx: Ctx, id: string): Promise<string> {
  const { customer } = await app.data(
    ctx,
    'query ($id: ID!) { customer(id: $id) { visibility viewerCan { edit editDocuments archive restore export reveal revealDocuments } } }',
    { id },
  );
  const granted = Object.entries(customer.viewerCan).flatMap(([name, value]) => (value ? [name] : []));
  return [customer.visibility, ...granted].join(' ');
}

describe('what a program is told of the rights on one customer', () => {
  it.each([
    ['DATA_STEWARD', 'FULL edit editDocuments archive export revealDocuments'],
    ['MANAGER', 'FULL edit editDocuments archive export revealDocuments'],
    ['SALES', 'FULL edit editDocuments archive revealDocuments'],
    ['PRIVACY_OFFICER', 'MASKED reveal revealDocuments'],
    ['AUDITOR', 'MASKED'],
    ['VIEWER', 'MASKED'],
  ] as const)('%s, of their own one', async (role, expected) => expect(await rightsOn(as(role), his)).toBe(expected));

  it.each([
    ['DATA_STEWARD', 'FULL edit editDocuments archive export revealDocuments'],
    ['MANAGER', 'MASKED'],
    ['SALES', 'MASKED'],
    ['PRIVACY_OFFICER', 'MASKED reveal revealDocuments'],
  ] as const)('%s, of one of the pool', async (role, expected) =>
    expect(await rightsOn(as(role), pool)).toBe(expected),
  );

  it('lets whoever sets which source is believed first see the sources, and no count of customers', async () => {
    const { sources } = await app.data(as('SECURITY_ADMIN'), '{ sources { code customerCount } }');
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.every((one: { customerCount: number | null }) => one.customerCount === null)).toBe(true);
  });

  it('tells of each row of a list how much of it is seen', async () => {
    const { customers } = await app.data(as('SALES'), '{ customers { nodes { id visibility name } } }');
    expect(
      customers.nodes.toSorted((a: { name: string }, b: { name: string }) => a.name.length - b.name.length),
    ).toEqual(
      expect.arrayContaining([
        { id: his, visibility: 'FULL', name: '赵一' },
        { id: pool, visibility: 'MASKED', name: '赵*' },
      ]),
    );
  });
});
