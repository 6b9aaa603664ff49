import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { createSalesWorld, LI, type Name, type SalesWorld } from '../../../app/testing/sales-world.ts';

let app: TestApp;
let ids: SalesWorld['ids'];
let as: SalesWorld['as'];
beforeAll(async () => {
  ({ app, ids, as } = await createSalesWorld());
});
afterAll(async () => await app.close());

describe('revealing', () => {
  const REVEAL = `mutation ($id: ID!, $reason: String!) { customerReveal(id: $id, reason: $reason) {
    revealed { name identifiers { type value } } userErrors { code field } } }`;
  const reveal = async (ctx: Ctx, name: Name, reason = 'asked by the customer') =>
    (await app.data(ctx, REVEAL, { id: ids[name], reason })).customerReveal;

  it('shows documents to whoever may, and writes down which fields and why', async () => {
    const officer = as('PRIVACY_OFFICER', 12);
    expect(await reveal(officer, '赵一')).toEqual({
      revealed: { name: '赵一', identifiers: [{ type: 'MEMBER_ID', value: 'M-1' }] },
      userErrors: [],
    });
    const { auditEntries } = await app.data(
      app.ctxFor('AUDITOR'),
      '{ auditEntries(first: 1, filter: { action: "customer.revealed" }) { nodes { fields reason objectId } } }',
    );
    expect(auditEntries.nodes).toEqual([
      { fields: ['name', 'identifiers'], reason: 'asked by the customer', objectId: ids.赵一 },
    ]);
  });

  it('wants a reason, and a customer whose values may be revealed', async () => {
    const officer = as('PRIVACY_OFFICER', 12);
    expect(await reveal(officer, '赵一', ' ')).toEqual({
      revealed: null,
      userErrors: [{ code: 'REQUIRED', field: ['reason'] }],
    });
    const documents = `mutation ($id: ID!) { customerReveal(id: $id, reason: "just looking") {
      revealed { identifiers { value } } userErrors { code } } }`;
    // Li owns one of them; another is only shared with Li.
    const li = as('SALES', LI);
    expect((await app.data(li, documents, { id: ids.钱二 })).customerReveal.userErrors).toEqual([]);
    expect((await app.data(li, documents, { id: ids.赵一 })).customerReveal).toEqual({
      revealed: null,
      userErrors: [{ code: 'NOT_ALLOWED' }],
    });
    expect((await app.data(li, documents, { id: ids.周四 })).customerReveal.userErrors).toEqual([
      { code: 'NOT_FOUND' },
    ]);
    const { errors } = await app.execute(app.ctxFor('VIEWER'), documents, { id: ids.赵一 });
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  it('wants that the person proved who they are a moment ago, and no token', async () => {
    const officer = as('PRIVACY_OFFICER', 12);
    const ask = async (actor: Partial<Ctx['actor']>) => {
      const { errors } = await app.execute({ ...officer, actor: { ...officer.actor, ...actor } }, REVEAL, {
        id: ids.赵一,
        reason: 'asked by the customer',
      });
      return errors?.[0]?.extensions['code'];
    };
    expect(await ask({ provedAt: app.services.now() - 6 * 60_000 })).toBe('STEP_UP_REQUIRED');
    expect(await ask({ kind: 'token' })).toBe('FORBIDDEN');
    expect(await ask({ provedAt: app.services.now() - 4 * 60_000 })).toBeUndefined();
  });
});
