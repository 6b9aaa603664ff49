import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => await app.close());

const CREATE_SOURCE = `mutation ($input: SourceCreateInput!) { sourceCreate(input: $input) { source { id } userErrors { code } } }`;
const CREATE_CUSTOMER = `mutation ($input: CustomerCreateInput!) { customerCreate(input: $input) { userErrors { code } } }`;

async function createSource(code: string): Promise<string> {
  const { sourceCreate } = await app.data(app.ctxFor('ADMIN'), CREATE_SOURCE, { input: { code, name: code } });
  return sourceCreate.source.id;
}

async function counts() {
  const ctx = app.ctxFor('ADMIN');
  const before = ctx.db.statementCount();
  const { sources } = await app.data(ctx, '{ sources { code customerCount } }');
  const byCode = sources.map((one: { code: string; customerCount: number }) => [one.code, one.customerCount]);
  return { byCode: Object.fromEntries(byCode), statements: ctx.db.statementCount() - before };
}

describe('customers of sources', () => {
  it('are counted for all sources in one go', async () => {
    const [shop, crm] = [await createSource('shop'), await createSource('crm')];
    for (const [sourceId, name] of [
      [shop, '王芳'],
      [shop, '李娜'],
      [crm, '张伟'],
    ]) {
      const { customerCreate } = await app.data(app.ctxFor('ADMIN'), CREATE_CUSTOMER, {
        input: { kind: 'PERSON', name, sourceId },
      });
      expect(customerCreate.userErrors).toEqual([]);
    }
    const few = await counts();
    expect(few.byCode).toMatchObject({ shop: 2, crm: 1 });
    for (const code of ['fair', 'web', 'phone']) await createSource(code);
    const many = await counts();
    expect(many.byCode).toMatchObject({ shop: 2, crm: 1, fair: 0, web: 0, phone: 0 });
    expect(many.statements).toBe(few.statements);
  });
});
