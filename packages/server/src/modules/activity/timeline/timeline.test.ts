import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { applyIncoming, builtInSource, reserveIncoming, STAFF_SOURCE } from '../../customer/index.ts';
import { applyLines, purchaseLine } from '../purchase/purchases.fixture.ts';

let app: TestApp;
const clock = { now: Date.UTC(2026, 0, 1) };
beforeAll(async () => {
  app = await createTestApp({ now: () => clock.now });
});
afterAll(async () => await app.close());

const anew = (): Ctx => app.ctxFor('STEWARD');
const DAY = 86_400_000;

async function onDay<T>(day: number, work: () => Promise<T>): Promise<T> {
  clock.now = Date.UTC(2026, 0, day);
  return await work();
}

/** A customer recorded on the 1st with orders on the 2nd, 3rd and 3rd, imported on the 4th, changed, archived, restored. */
async function makeCustomer(): Promise<string> {
  const { customerCreate } = await onDay(1, () =>
    app.data(
      anew(),
      'mutation { customerCreate(input: { kind: PERSON, name: "Sun Shangxiang" }) { customer { id } } }',
    ),
  );
  const { id } = customerCreate.customer;
  const customerId = anew().publicIds.decode('cus', id) ?? 0;
  const order = (orderNumber: string, day: number, quantity: number) =>
    purchaseLine({ customerId, orderNumber, placedAt: Date.UTC(2026, 0, day), quantity });
  await applyLines(anew(), 1, [order('T-1', 2, 10_000), order('T-2', 3, 10_000), order('T-3', 3, -10_000)]);
  await onDay(4, () => importTwice(id));
  for (const [day, change] of [
    [5, 'customerUpdate(id: $id, version: $version, input: { employer: "Wu", stage: "CUSTOMER" })'],
    [6, 'customerArchive(id: $id, version: $version)'],
    [7, 'customerRestore(id: $id, version: $version)'],
  ] as const) {
    const { customer } = await app.data(anew(), 'query ($id: ID!) { customer(id: $id) { version } }', { id });
    const { changed } = await onDay(day, () =>
      app.data(
        anew(),
        `mutation ($id: ID!, $version: String!) { changed: ${change} { userErrors { code field message } } }`,
        { id, ...customer },
      ),
    );
    expect(changed).toEqual({ userErrors: [] });
  }
  return id;
}

async function importTwice(id: string): Promise<void> {
  const { customer } = await app.data(anew(), 'query ($id: ID!) { customer(id: $id) { number } }', { id });
  const ctx = anew();
  const sourceId = (await builtInSource(ctx, STAFF_SOURCE)).id;
  for (const [line, name] of ['Lady Sun', 'Princess Sun'].entries()) {
    const records = [{ line, number: customer.number, document: { fields: { NAME: { value: name } } } }];
    const reserved = await reserveIncoming(ctx, records);
    const batch = { sourceId, channel: 'FILE', importId: 77, actorId: 1, at: ctx.now(), mode: 'UPDATE_ONLY' } as const;
    await ctx.db.transaction((trx) =>
      applyIncoming(trx, reserved, { ...batch, keys: [], records, numberPatterns: [], dryRun: false }),
    );
  }
}

const QUERY = `query ($id: ID!, $first: Int! = 25, $after: String, $kinds: [TimelineKind!], $from: DateTime, $to: DateTime) {
  customer(id: $id) { timeline(first: $first, after: $after, kinds: $kinds, from: $from, to: $to) {
    nodes { id kind at title detail actorName fields order { number } } pageInfo { hasNextPage endCursor }
  } }
}`;

interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
}
interface Answer {
  readonly customer: {
    readonly timeline: {
      readonly nodes: Entry[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    };
  };
}

describe('timeline', () => {
  it('merges purchases, imports and changes, newest first', async () => {
    const id = await makeCustomerOnce();
    const { customer }: Answer = await app.data(anew(), QUERY, { id });
    const plain = { id: expect.stringMatching(/^tml_/), detail: null, actorName: null, fields: null, order: null };
    const at = (day: number) => new Date(Date.UTC(2026, 0, day)).toISOString();
    expect(customer.timeline.nodes).toEqual([
      { ...plain, kind: 'RESTORED', at: at(7), title: 'Restored from the archive', actorName: 'Test User' },
      { ...plain, kind: 'ARCHIVED', at: at(6), title: 'Archived', actorName: 'Test User' },
      {
        ...plain,
        kind: 'CHANGE',
        at: at(5),
        title: 'Record changed',
        actorName: 'Test User',
        fields: ['EMPLOYER', 'STAGE'],
      },
      { ...plain, kind: 'IMPORT', at: at(4), title: expect.stringMatching(/^Imported from ./) },
      {
        ...plain,
        kind: 'RETURN',
        at: at(3),
        title: 'Return T-3, -12.5 CNY',
        detail: '1 line',
        order: { number: 'T-3' },
      },
      { ...plain, kind: 'ORDER', at: at(3), title: 'Order T-2, 12.5 CNY', detail: '1 line', order: { number: 'T-2' } },
      { ...plain, kind: 'ORDER', at: at(2), title: 'Order T-1, 12.5 CNY', detail: '1 line', order: { number: 'T-1' } },
      { ...plain, kind: 'CREATED', at: at(1), title: 'First recorded', actorName: 'Test User' },
    ]);

    const whole = customer.timeline.nodes.map((entry) => entry.id);
    for (const first of [1, 2, 3, 7]) {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page: Answer = await app.data(anew(), QUERY, { id, first, after });
        seen.push(...page.customer.timeline.nodes.map((entry) => entry.id));
        const { pageInfo } = page.customer.timeline;
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null);
      expect(seen).toEqual(whole);
    }
  });

  it.each([
    [{ kinds: ['RETURN'] }, 'RETURN'],
    [{ kinds: ['ORDER', 'CREATED'] }, 'ORDER ORDER CREATED'],
    [{ kinds: [] }, ''],
    [{ from: '2026-01-03T00:00:00Z', to: '2026-01-04T00:00:00Z' }, 'IMPORT RETURN ORDER'],
    [{ kinds: ['ARCHIVED', 'CHANGE'], to: '2026-01-05T23:59:59Z' }, 'CHANGE'],
  ])('shows only %j', async (variables, expected) => {
    const id = await makeCustomerOnce();
    const { customer }: Answer = await app.data(anew(), QUERY, { id, ...variables });
    expect(customer.timeline.nodes.map(({ kind }) => kind).join(' ')).toBe(expected);
  });

  it('costs as many statements for long pages as for short ones', async () => {
    const id = await makeCustomerOnce();
    const customerId = anew().publicIds.decode('cus', id) ?? 0;
    const many = Array.from({ length: 60 }, (_, index) =>
      purchaseLine({ customerId, orderNumber: `M-${index}`, placedAt: Date.UTC(2025, 0, 1) + index * DAY }),
    );
    await applyLines(anew(), 2, many);
    const costOf = async (first: number) => {
      const before = app.services.db.statementCount();
      await app.data(anew(), QUERY, { id, first });
      return app.services.db.statementCount() - before;
    };
    expect(await costOf(60)).toBe(await costOf(8));
  });

  it('speaks Chinese to those who read it', async () => {
    const id = await makeCustomerOnce();
    const { customer }: Answer = await app.data({ ...anew(), locale: 'zh-CN' }, QUERY, { id, kinds: ['CREATED'] });
    expect(customer.timeline.nodes.map(({ title }) => title)).toEqual(['建立档案']);
  });
});

let made: Promise<string> | undefined;
async function makeCustomerOnce(): Promise<string> {
  made ??= makeCustomer();
  return await made;
}
