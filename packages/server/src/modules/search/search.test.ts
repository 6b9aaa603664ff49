import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../app/testing/test-app.ts';
import type { Ctx } from '../../platform/context/context.ts';

let app: TestApp;
let steward: Ctx;
const numbers = new Map<string, string>();

const PEOPLE = [
  {
    name: '王小明',
    phone: '13800138000',
    email: 'Wang@Example.com',
    province: '广东',
    city: '深圳',
    stage: 'CUSTOMER',
    birthDate: '1990-03-06',
  },
  { name: '王大明', phone: '13900139001', province: '广东', city: '广州', stage: 'LEAD', birthDate: '1985-01-01' },
  { name: '歐陽鋒', phone: '13700137002', province: '浙江', stage: 'CUSTOMER' },
  { name: 'José Smithson', email: 'jose@smith.io' },
  { name: 'Ann Lee' },
];

beforeAll(async () => {
  app = await createTestApp();
  steward = app.ctxFor('ADMIN');
  for (const { name, phone, email, province, city, ...rest } of PEOPLE) {
    const contactPoints = [
      ...(phone ? [{ type: 'PHONE', value: phone }] : []),
      ...(email ? [{ type: 'EMAIL', value: email }] : []),
    ];
    const input = { kind: 'PERSON', name, contactPoints, addresses: province ? [{ province, city }] : [], ...rest };
    const { customerCreate } = await app.data(
      app.ctxFor('ADMIN'),
      'mutation ($input: CustomerCreateInput!) { customerCreate(input: $input) { customer { number } userErrors { code field message } } }',
      { input },
    );
    expect(customerCreate.userErrors).toEqual([]);
    numbers.set(name, customerCreate.customer.number);
  }
});
afterAll(async () => await app.close());

async function names(args: string, variables: Record<string, unknown> = {}, declare = ''): Promise<string[]> {
  const { customers } = await app.data(
    app.ctxFor('STEWARD'),
    `query ${declare} { customers(${args}) { nodes { name } } }`,
    variables,
  );
  return customers.nodes.map((node: { name: string }) => node.name);
}

describe('search', () => {
  it.each([
    ['王', ['王大明', '王小明']],
    ['小明', ['王小明']],
    ['王小明', ['王小明']],
    ['wangxiaoming', ['王小明']],
    ['xiaom', ['王小明']],
    ['wxm', ['王小明']],
    ['欧阳', ['歐陽鋒']],
    ['ouyang', ['歐陽鋒']],
    ['jose', ['José Smithson']],
    ['mithso', ['José Smithson']],
    ['SMITH', ['José Smithson']],
    ['ＡＮＮ', ['Ann Lee']],
    ['13800138000', ['王小明']],
    ['+86 139 0013 9001', ['王大明']],
    ['8000', ['王小明']],
    ['wang@example.com', ['王小明']],
    ['nobody', []],
    ['%', []],
  ])('%s finds %j', async (text, expected) => {
    expect(await names('search: $text', { text }, '($text: String)')).toEqual(expected);
  });

  it('finds a customer by number however it is typed', async () => {
    const number = numbers.get('Ann Lee') ?? '';
    expect(await names('search: $text', { text: number.toLowerCase() }, '($text: String)')).toEqual(['Ann Lee']);
  });

  it('pages through name matches without gaps or repeats', async () => {
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const { customers } = await app.data(
        steward,
        'query ($after: String) { customers(search: "王", first: 1, after: $after) { nodes { name } totalCount pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      expect(customers.totalCount).toBe(2);
      seen.push(...customers.nodes.map((node: { name: string }) => node.name));
      if (!customers.pageInfo.hasNextPage) break;
      after = customers.pageInfo.endCursor;
    }
    expect(seen).toEqual(['王大明', '王小明']);
  });
});

describe('filter', () => {
  it.each([
    ['{ province: { eq: "广东" } }', ['王大明', '王小明']],
    ['{ province: { eq: "广东省" }, stage: { eq: "LEAD" } }', ['王大明']],
    ['{ or: [{ stage: { eq: "LEAD" } }, { name: { contains: "ouyang" } }] }', ['歐陽鋒', '王大明']],
    ['{ not: { phone: { isNull: true } }, stage: { eq: "CUSTOMER" } }', ['歐陽鋒', '王小明']],
    ['{ phone: { lastFour: "9001" } }', ['王大明']],
    ['{ phone: { eq: "138-0013-8000" } }', ['王小明']],
    ['{ email: { isNull: false } }', ['José Smithson', '王小明']],
    ['{ birthDate: { gte: "1986-01-01" } }', ['王小明']],
    ['{ name: { startsWith: "jos" } }', ['José Smithson']],
    ['{ orders: { some: { total: { gte: "1" } } } }', []],
    ['{ orders: { none: {} }, name: { eq: "Ann Lee" } }', ['Ann Lee']],
    ['{ status: { eq: ARCHIVED } }', []],
    ['{ stage: { in: [] } }', []],
  ])('%s', async (filter, expected) => {
    expect(await names(`filter: ${filter}, sort: { field: NAME, direction: DESC }`)).toEqual(
      expected.toSorted((a, b) => order(b) - order(a)),
    );
  });

  it('orders by every field both ways and pages through all, those without a value included', async () => {
    for (const field of ['CREATED_AT', 'UPDATED_AT', 'NAME', 'NUMBER', 'GRADE', 'BIRTH_DATE']) {
      for (const direction of ['ASC', 'DESC']) {
        const whole = await names(`sort: { field: ${field}, direction: ${direction} }`);
        const paged: string[] = [];
        for (let after: string | null = null; ;) {
          const { customers } = await app.data(
            steward,
            `query ($after: String) { customers(first: 2, after: $after, sort: { field: ${field}, direction: ${direction} }) { nodes { name } pageInfo { hasNextPage endCursor } } }`,
            { after },
          );
          paged.push(...customers.nodes.map((node: { name: string }) => node.name));
          if (!customers.pageInfo.hasNextPage) break;
          after = customers.pageInfo.endCursor;
        }
        expect([field, direction, paged]).toEqual([field, direction, whole]);
        expect(whole).toHaveLength(PEOPLE.length);
      }
    }
  });

  it('refuses a filter nested too deeply', async () => {
    const filter = '{ not: '.repeat(8) + '{}' + ' }'.repeat(8);
    await expect(names(`filter: ${filter}`)).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });
});

describe('counts', () => {
  it('by province, age and month', async () => {
    const { provinces, months } = await app.data(
      steward,
      '{ provinces: customerGroups(by: PROVINCE) { key count } months: customerGroups(by: CREATED_MONTH) { count } }',
    );
    expect(provinces).toEqual(
      [
        { key: '广东省', count: 2 },
        { key: null, count: 2 },
        { key: '浙江省', count: 1 },
      ].toSorted((a, b) => b.count - a.count || (a.key ?? '').localeCompare(b.key ?? '')),
    );
    expect(months).toEqual([{ count: 5 }]);
  });

  it('the same statements for one row and for five', async () => {
    const count = async (first: number) => {
      const before = app.services.db.statementCount();
      await app.data(
        app.ctxFor('STEWARD'),
        `{ customers(first: ${first}, sort: { field: CREATED_AT, direction: ASC }) { nodes { id name contactPoints { value source { name } } addresses { text } tags { name } owner { name } } } }`,
      );
      return app.services.db.statementCount() - before;
    };
    // Settings that are read anew after some seconds cost a statement of their own, in whichever request comes then.
    const least = async (first: number) => Math.min(await count(first), await count(first));
    expect(await least(5)).toBe(await least(1));
  });
});

describe('duplicates and tags', () => {
  it('warns of the same phone and the same name, with reasons', async () => {
    const { customerDuplicates } = await app.data(
      steward,
      '{ customerDuplicates(input: { name: "王 小明", phones: ["138 0013 8000"] }) { customer { name } reasons { field } } }',
    );
    expect(customerDuplicates).toEqual([
      { customer: { name: '王小明' }, reasons: [{ field: 'PHONE' }, { field: 'NAME' }] },
    ]);
  });

  it('says reasons in the order in which values were asked for', async () => {
    const app = await createTestApp();
    const as = app.ctxFor('STEWARD');
    const phones = Array.from({ length: 6 }, (_, i) => `+86138001380${i}0`);
    const input = { kind: 'PERSON', name: '钱多多', contactPoints: phones.map((value) => ({ type: 'PHONE', value })) };
    const create = 'mutation ($input: CustomerCreateInput!) { customerCreate(input: $input) { userErrors { code } } }';
    expect((await app.data(as, create, { input })).customerCreate.userErrors).toEqual([]);
    for (const asked of [phones, phones.toReversed()]) {
      const ask = 'query ($phones: [String!]) { customerDuplicates(input: { phones: $phones }) { reasons { value } } }';
      const [found] = (await app.data(as, ask, { phones: asked })).customerDuplicates;
      expect(found.reasons.map(({ value }: { value: string }) => value)).toEqual(asked);
    }
    await app.close();
  });

  it('selects for tagging what a list with the same search shows', async () => {
    const { tagCreate } = await app.data(steward, 'mutation { tagCreate(input: { name: "gesucht" }) { tag { id } } }');
    const change = `mutation ($add: [ID!], $search: String) { customersTag(selection: { search: $search }, add: $add) { changed } }`;
    for (const search of ['8000', 'wang@example.com', 'xiaoming', numbers.get('王小明')]) {
      const { customersTag } = await app.data(steward, change, { add: [tagCreate.tag.id], search });
      expect([search, customersTag]).toEqual([search, { changed: 1 }]);
    }
  });

  it('tags what a filter selects, and takes tags off again', async () => {
    const { tagCreate } = await app.data(steward, 'mutation { tagCreate(input: { name: "VIP" }) { tag { id } } }');
    const change =
      'mutation ($add: [ID!], $remove: [ID!]) { customersTag(selection: { filter: { province: { eq: "广东" } } }, add: $add, remove: $remove) { changed userErrors { code } } }';
    expect((await app.data(steward, change, { add: [tagCreate.tag.id] })).customersTag).toEqual({
      changed: 2,
      userErrors: [],
    });
    const tagged = async () =>
      await names(
        'filter: { tags: { some: $tags } }, sort: { field: NAME, direction: ASC }',
        { tags: [tagCreate.tag.id] },
        '($tags: [ID!])',
      );
    expect(await tagged()).toEqual(['王大明', '王小明']);
    await app.data(steward, change, { remove: [tagCreate.tag.id] });
    expect(await tagged()).toEqual([]);
  });
});

function order(name: string): number {
  return ['Ann Lee', 'José Smithson', '歐陽鋒', '王大明', '王小明'].indexOf(name);
}
