import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  MyPartnerAppDocument,
  MyPartnerCredentialRevokeDocument,
  MyPartnerExplorerDocument,
  MyPartnerGivenDocument,
  MyPartnerSchemaDocument,
} from '../../gql/graphql.ts';
import type { MyPartnerAppQuery, MyPartnerExplorerQuery } from '../../gql/graphql.ts';
import { dialogButton } from '../../testing/dialog.ts';
import { answer, mountPage, settle } from '../../testing/mount-page.ts';
import ExplorerPage from './ExplorerPage.vue';
import MyAppPage from './MyAppPage.vue';
import { readVariables } from './app-requests.ts';
import { lastDays } from './last-days.ts';

// A canvas cannot be drawn here.
afterEach(() => (document.body.innerHTML = ''));

const permissions = ['PARTNER_DEVELOP'] as const;
type App = MyPartnerAppQuery['myPartnerApp'];
const credential: App['credentials'][number] = {
  __typename: 'PartnerCredential',
  id: 'crd_1',
  kind: 'SECRET',
  label: 'production',
  hint: 'dps_12345678…',
  expiresAt: '2999-01-01T00:00:00.000Z',
  lastUsedAt: null,
  revokedAt: null,
};
const agreement: NonNullable<App['agreement']> = {
  __typename: 'PartnerAgreement',
  company: 'Messenger Ltd',
  region: 'CN',
  purposes: ['SERVICE'],
  fields: ['Customer.name', 'Query.customers'],
  addresses: [],
  contractFrom: '2026-01-01',
  contractTo: '2026-12-31',
  burst: 1_000,
  perDay: 10_000,
};
const app = (changed: Partial<App> = {}): App => ({
  __typename: 'MyPartnerApp',
  id: 'app_1',
  name: 'Messenger',
  state: 'APPROVED',
  stoppedAt: null,
  warnings: ['CREDENTIAL_EXPIRES'],
  agreement,
  credentials: [credential],
  budget: { __typename: 'PartnerBudget', burst: 1_000, remaining: 640, perDay: 10_000, remainingToday: 8_500 },
  usage: [{ __typename: 'PartnerUsage', day: '2026-03-05', spent: 1_204, operations: 12, refused: 1 }],
  ...changed,
});
const shown = (one: App) => [
  answer(MyPartnerAppDocument, { __typename: 'Query', myPartnerApp: one }),
  answer(MyPartnerSchemaDocument, {
    __typename: 'Query',
    myPartnerApp: {
      __typename: 'MyPartnerApp',
      id: 'app_1',
      sdl: one.agreement && 'type Query',
      schemaChanges: [
        {
          __typename: 'PartnerSchemaChange',
          number: 1,
          at: '2026-03-05T08:30:00.000Z',
          diff: ['  type Customer {', '+   name: String'],
        },
      ],
    },
  }),
  answer(MyPartnerGivenDocument, {
    __typename: 'Query',
    myPartnerApp: {
      __typename: 'MyPartnerApp',
      id: 'app_1',
      given: {
        __typename: 'PartnerGivenConnection',
        nodes: [
          {
            __typename: 'PartnerGiven',
            customerId: 'cus_1',
            purpose: 'SERVICE',
            fields: ['PHONE'],
            day: '2026-03-05',
            count: 3,
            firstAt: '2026-03-05T08:30:00.000Z',
            lastAt: '2026-03-05T08:40:00.000Z',
          },
        ],
        pageInfo: { __typename: 'PageInfo', endCursor: null, hasNextPage: false },
      },
    },
  }),
];

describe('the page of an own app', () => {
  it('says what the app may get, what is left of its budget, and what it got', async () => {
    const { page } = await mountPage(MyAppPage, { permissions, answers: shown(app()) });
    await vi.dynamicImportSettled();
    await settle();
    const text = page.text();
    for (const part of ['Approved', 'Messenger Ltd', '640 of 1,000', 'cus_1']) expect(text).toContain(part);
    expect(text).toContain('CLIENT_ID=app_1');
    expect(page.get('pre .new').text()).toContain('name: String');
  });

  it('says that nobody approved anything yet, and that it is suspended', async () => {
    const { page } = await mountPage(MyAppPage, {
      permissions,
      answers: shown(app({ state: 'DRAFT', agreement: null, budget: null, credentials: [] })),
    });
    expect(page.text()).toContain('Nobody has approved terms yet');
    document.body.innerHTML = '';
    const stopped = app({ state: 'SUSPENDED', stoppedAt: '2026-03-05T08:30:00.000Z' });
    const { page: other } = await mountPage(MyAppPage, { permissions, answers: shown(stopped) });
    expect(other.text()).toContain('every request is refused');
  });

  it('ends a credential that leaked', async () => {
    const { page, sent } = await mountPage(MyAppPage, {
      permissions,
      answers: [
        ...shown(app()),
        answer(MyPartnerCredentialRevokeDocument, {
          __typename: 'Mutation',
          myPartnerCredentialRevoke: { __typename: 'DonePayload', done: true, userErrors: [] },
        }),
      ],
    });
    await vi.dynamicImportSettled();
    await settle();
    await page.get('button[aria-label="Revoke “production”"]').trigger('click');
    await settle();
    dialogButton('danger')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'MyPartnerCredentialRevoke')?.variables).toEqual({ id: 'crd_1' });
  });
});

describe('the explorer', () => {
  const asked: { url: string; init: RequestInit }[] = [];
  const answers = new Map<string, { status: number; body: unknown }>();
  beforeEach(() => {
    asked.length = 0;
    answers.clear();
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      asked.push({ url, init });
      const found = answers.get(url);
      if (!found) throw new TypeError('no network');
      return Response.json(found.body, { status: found.status });
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const explored: MyPartnerExplorerQuery['myPartnerApp'] = {
    __typename: 'MyPartnerApp',
    id: 'app_1',
    state: 'APPROVED',
    sdl: 'type Customer {\n  name: String\n}\n\ntype Query {\n  customers: Int\n}\n',
    example: '{ customers }',
    agreement: { __typename: 'PartnerAgreement', purposes: ['SERVICE', 'MARKETING'] },
  };
  const open = async () =>
    await mountPage(ExplorerPage, {
      permissions,
      answers: [answer(MyPartnerExplorerDocument, { __typename: 'Query', myPartnerApp: explored })],
    });
  type Page = Awaited<ReturnType<typeof open>>['page'];
  async function enter(page: Page, credential: string): Promise<void> {
    await page.get('input[name="partner-credential"]').setValue(credential);
    await page.findAll('form')[0]?.trigger('submit');
    await settle();
  }
  async function run(page: Page): Promise<void> {
    await page.findAll('form').at(-1)?.trigger('submit');
    await settle();
  }

  it('gets a token with a secret, which it does not keep, and runs as the app, without the cookie', async () => {
    answers.set('/oauth/token', { status: 200, body: { access_token: 'dpa_t', expires_in: 600 } });
    const cost = { requested: 12, remaining: 988, remainingToday: 9_988 };
    answers.set('/graphql', { status: 200, body: { data: { customers: 3 }, extensions: { cost } } });
    const { page } = await open();
    await run(page);
    expect(asked).toEqual([]);
    await enter(page, ' dps_secret ');
    expect(String(asked[0]?.init.body)).toBe('grant_type=client_credentials&client_id=app_1&client_secret=dps_secret');
    expect(document.body.innerHTML).not.toContain('dps_secret');
    await run(page);
    expect(asked[1]).toMatchObject({
      url: '/graphql',
      init: { credentials: 'omit', headers: { authorization: 'Bearer dpa_t', 'x-purpose': 'SERVICE' } },
    });
    expect(JSON.parse(String(asked[1]?.init.body))).toEqual({ query: '{ customers }', variables: {} });
    expect(page.text()).toContain('"customers": 3');
    expect(page.text()).toContain('12 points · 988 left now, 9,988 today');
    expect(JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage })).not.toMatch(/dp[as]_/);
  });

  it('takes a token as it is, asks for another when it is over, and says why there is none', async () => {
    const { page } = await open();
    await enter(page, 'dpa_given');
    expect(asked).toEqual([]);
    answers.set('/graphql', { status: 401, body: { errors: [{ message: 'no' }] } });
    await run(page);
    expect(page.find('input[name="partner-credential"]').exists()).toBe(true);
    answers.set('/oauth/token', { status: 401, body: { error: 'invalid_client', error_description: 'Not known.' } });
    await enter(page, 'wrong');
    expect(page.text()).toContain('No token: Not known.');
    answers.clear();
    await enter(page, 'wrong');
    expect(page.text()).toContain('No token: The server did not answer.');
  });

  it('looks things up in the schema, and refuses variables that are none', async () => {
    const { page } = await open();
    await page.get('input[placeholder="Find in the schema"]').setValue('CUSTOMERS');
    expect(page.get('section[aria-label="Schema"] pre').text()).toBe('type Query {\n  customers: Int\n}');
    await enter(page, 'dpa_given');
    await page.findAll('textarea')[1]?.setValue('[1]');
    await run(page);
    // Its text comes a moment later.
    expect(page.get('.is-error label').text()).toBe('Variables (JSON)');
    expect(asked).toEqual([]);
  });
});

describe('what the explorer is made of', () => {
  it.each([
    ['', {}],
    [' {"a": [1]} ', { a: [1] }],
    ['[1]', undefined],
    ['null', undefined],
    ['{', undefined],
  ])('variables %s', (text, expected) => expect(readVariables(text)).toEqual(expected));

  it('shows days on which nothing was asked', () => {
    const days = lastDays([{ day: '2026-03-04', spent: 7 }], 3, new Date('2026-03-05T23:00:00Z'));
    expect(days).toEqual([
      { day: '2026-03-03', spent: 0 },
      { day: '2026-03-04', spent: 7 },
      { day: '2026-03-05', spent: 0 },
    ]);
  });
});
