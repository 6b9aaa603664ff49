import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';

let app: TestApp;
let admin: Ctx;
beforeAll(async () => {
  app = await createTestApp();
  admin = app.ctxFor('ADMIN');
});
afterAll(async () => await app.close());

const CREATE =
  'mutation ($input: CustomerCreateInput!) { customerCreate(input: $input) { customer { number } userErrors { code } } }';

describe('numbers of an older pattern', () => {
  const SET = 'mutation ($p: String!) { numberPatternUpdate(pattern: $p) { userErrors { code } } }';
  const ASK =
    'query ($number: String!) { customerByNumber(number: $number) { verdict number customer { name } suggestions } customers(search: $number) { nodes { name } } }';

  it('are found in every writing, and told when mistyped, once the pattern has changed', async () => {
    const [before] = [(await app.data(admin, '{ numberPattern { pattern } }')).numberPattern.pattern];
    for (const pattern of ['KH-{yyyy}-{seq:5}{check}', 'M{seq:4}', 'Z{seq:7}{check}']) {
      expect((await app.data(admin, SET, { p: pattern })).numberPatternUpdate.userErrors).toEqual([]);
      const input = { kind: 'PERSON', name: `旧号${pattern.charAt(0)}` };
      const { customer } = (await app.data(admin, CREATE, { input })).customerCreate;
      expect(customer.number.charAt(0)).toBe(pattern.charAt(0));
      if (pattern.startsWith('KH')) expect(customer.number).toMatch(/^KH-\d{4}-00001.$/);
    }
    await app.data(admin, SET, { p: before });
    const { customers } = await app.data(admin, '{ customers(search: "旧号") { nodes { name number } } }');
    const numberOf = new Map<string, string>(
      customers.nodes.map(({ name, number }: { name: string; number: string }) => [name, number]),
    );
    for (const [name, number] of numberOf) {
      const fullWidth = number.replaceAll(/[!-~]/g, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0));
      const bare = number.replaceAll('-', '');
      for (const typed of [number, bare, bare.toLowerCase(), number.toLowerCase(), fullWidth, ` ${bare} `]) {
        const told = await app.data(admin, ASK, { number: typed });
        expect(told.customerByNumber, typed).toMatchObject({ verdict: 'FOUND', number, customer: { name } });
        expect(told.customers.nodes, typed).toEqual([{ name }]);
      }
    }
    expect(numberOf.size).toBe(3);
    const old = numberOf.get('旧号K') ?? '';
    const wrong = old.slice(0, -1) + (old.endsWith('A') ? 'B' : 'A');
    for (const typed of [wrong, wrong.replaceAll('-', '').toLowerCase()])
      expect((await app.data(admin, ASK, { number: typed })).customerByNumber).toMatchObject({
        verdict: 'MISTYPED',
        customer: null,
      });
  });
});
