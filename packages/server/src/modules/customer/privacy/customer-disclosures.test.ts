import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { foldDisclosures, journalDisclosure } from '../../privacy/index.ts';

const NODES = `nodes { customer { name } appId purpose fields day count } pageInfo { hasNextPage endCursor }`;
const OF = `query ($id: ID!, $first: Int, $after: String) {
  customerDisclosures(id: $id, first: $first, after: $after) { ${NODES} } }`;
const ALL = `query ($filter: DisclosureFilter) { disclosures(filter: $filter) { ${NODES} } }`;
const NOW = Date.UTC(2026, 5, 1, 12);

let app: TestApp;
let auditor: Ctx;
let clock = NOW;
const ids: string[] = [];
beforeAll(async () => {
  app = await createTestApp({ now: () => clock });
  auditor = app.ctxFor(['DISCLOSURE_READ', 'CUSTOMER_READ']);
  for (const name of ['王芳', '李雷']) {
    const { customerCreate } = await app.data(
      app.ctxFor('ADMIN'),
      `mutation ($input: CustomerCreateInput!) { customerCreate(input: $input) { customer { id } } }`,
      { input: { kind: 'PERSON', name } },
    );
    ids.push(customerCreate.customer.id);
  }
  await disclose(71, ['PHONE'], ids);
  clock += 86_400_000;
  await disclose(71, ['PHONE'], ids.slice(0, 1));
  // One day is folded, the other is not yet.
  await foldDisclosures(app.services.db);
  await disclose(72, ['PHONE', 'EMAIL'], ids.slice(0, 1));
  await disclose(72, ['EMAIL', 'PHONE'], ids.slice(0, 1));
});
afterAll(async () => await app.close());

async function disclose(appId: number, fieldSet: string[], to: string[]): Promise<void> {
  const customerKeys = to.map((id) => auditor.publicIds.decode('cus', id) ?? 0);
  await journalDisclosure(auditor, {
    way: 'APP',
    readerId: appId,
    purpose: 'SHARING',
    fieldSet,
    customerKeys,
    requestId: 'r',
  });
}
const row = (name: string, appId: number, fields: string[], day: string, count: number) => ({
  customer: { name },
  appId: auditor.publicIds.encode('app', appId),
  purpose: 'SHARING',
  fields,
  day,
  count,
});

describe('who got what', () => {
  it('of a customer is answered page by page, folded or not', async () => {
    const { customerDisclosures: first } = await app.data(auditor, OF, { id: ids[0], first: 2 });
    expect(first.nodes).toEqual([
      row('王芳', 72, ['EMAIL', 'PHONE'], '2026-06-02', 2),
      row('王芳', 71, ['PHONE'], '2026-06-02', 1),
    ]);
    const { customerDisclosures: rest } = await app.data(auditor, OF, {
      id: ids[0],
      first: 2,
      after: first.pageInfo.endCursor,
    });
    expect(rest.nodes).toEqual([row('王芳', 71, ['PHONE'], '2026-06-01', 1)]);
    expect(rest.pageInfo.hasNextPage).toBe(false);
  });

  it('is answered for an app and for days', async () => {
    const appId = auditor.publicIds.encode('app', 71);
    const { disclosures } = await app.data(auditor, ALL, { filter: { appId, to: '2026-06-01' } });
    expect(disclosures.nodes).toEqual([
      row('李雷', 71, ['PHONE'], '2026-06-01', 1),
      row('王芳', 71, ['PHONE'], '2026-06-01', 1),
    ]);
    const nobody = await app.data(auditor, ALL, { filter: { appId: 'app_nobody' } });
    expect(nobody.disclosures.nodes).toEqual([]);
    const none = await app.data(auditor, OF, { id: 'cus_nobody' });
    expect(none.customerDisclosures.nodes).toEqual([]);
  });

  it('is answered to those who may know only, and without customers to those who may not see them', async () => {
    for (const [document, variables] of [
      [OF, { id: ids[0] }],
      [ALL, {}],
    ] as const) {
      const { errors } = await app.execute(app.ctxFor(['CUSTOMER_READ']), document, variables);
      expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', permission: 'DISCLOSURE_READ' });
    }
    const { disclosures } = await app.data(app.ctxFor(['DISCLOSURE_READ']), ALL);
    expect(disclosures.nodes).toHaveLength(4);
    expect(disclosures.nodes.every(({ customer }: { customer: unknown }) => customer === null)).toBe(true);
  });
});
