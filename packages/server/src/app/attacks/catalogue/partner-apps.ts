import { approvedApp, change, FIRST, MANAGER, tokenOf } from '../../../modules/partner/partner.fixture.ts';
import { answers, asking, type Asking, type Attack, runs, says } from '../attack.ts';
import { type Installation, PHONES } from '../installation.fixture.ts';
import { once } from '../once.ts';

/** An app, or whoever has its token, reaches for more than was agreed. */
const reaching = (id: string, title: string, document: Asking['document'], rest: Partial<Asking> = {}): Attack =>
  asking({ id: `app-${id}`, title, threat: 'PARTNER', without: 'a side for apps', as: 'app', document, ...rest });
const byId =
  (who: 'silent' | 'agreed' | 'agreedToName', selection: string) =>
  ({ partner }: Installation) =>
    `{ customer(id: "${partner[who]}") { ${selection} } }`;

const reads: readonly Attack[] = [
  reaching('no-consent', 'A customer who said nothing, by id', byId('silent', 'name')),
  reaching(
    'no-consent-list',
    'Customers who said nothing, in the list',
    '{ customers(first: 100) { nodes { id number stage } } }',
    {
      gains: says(({ partner }) => partner.silent),
    },
  ),
  reaching(
    'no-consent-alias',
    'A customer who said nothing, beside one who agreed',
    ({ partner }) => `{ a: customer(id: "${partner.agreed}") { id } b: customer(id: "${partner.silent}") { id } }`,
    {
      gains: says(({ partner }) => partner.silent),
    },
  ),
  reaching(
    'field-not-agreed',
    'A phone of who agreed to the name only',
    byId('agreedToName', 'primaryPhone { value }'),
    {
      gains: says(() => PHONES.agreedToName),
    },
  ),
  reaching(
    'field-not-agreed-list',
    'Phones of who agreed to the name only, in the list',
    '{ customers(first: 100) { nodes { primaryPhone { value } } } }',
    {
      gains: says(() => PHONES.agreedToName),
    },
  ),
  reaching('field-not-in-terms', 'A field that is not in the terms', byId('agreed', 'status createdAt')),
  reaching('other-purpose', 'Another purpose than that of the terms', byId('agreed', 'name'), {
    headers: { 'x-purpose': 'SALES' },
  }),
  reaching(
    'filter',
    'A filter on a phone',
    `{ customers(filter: { phone: { eq: "${PHONES.silent}" } }) { nodes { id } } }`,
  ),
  reaching('search', 'Full text', `{ customers(search: "${PHONES.silent}") { nodes { id } } }`),
  reaching('sort', 'An order that follows a value', '{ customers(sort: { field: NAME }) { nodes { id } } }'),
  reaching('count', 'How many customers there are', '{ customers { totalCount } }'),
  reaching('groups', 'Groups of customers', '{ customerGroups(by: STAGE) { count } }'),
  reaching('node', 'A customer by node', ({ partner }) => `{ node(id: "${partner.silent}") { id } }`),
  reaching('orders', 'Orders of who agreed', byId('agreed', 'orders { nodes { number } }')),
  reaching('timeline', 'The history of who agreed', byId('agreed', 'timeline { nodes { __typename } }')),
  reaching('users', 'Staff', '{ users { email } }'),
  reaching('audit', 'The audit log', '{ auditEntries { nodes { action } } }'),
  reaching('other-apps', 'Other apps and their terms', '{ partnerApps { name } }'),
  reaching(
    'change',
    'Changing a customer',
    ({ partner }) =>
      `mutation { customerUpdate(id: "${partner.agreed}", version: "x", input: {}) { userErrors { code } } }`,
    { gains: answers },
  ),
  reaching(
    'consent',
    'Granting itself a consent',
    ({ partner }) =>
      `mutation { consentRecord(input: { customerId: "${partner.silent}", purpose: MARKETING, recipientId: "${partner.id}", decision: GRANTED, evidence: { kind: OTHER, text: "x" } }) { userErrors { code } } }`,
  ),
  {
    ...reaching('files', 'Rejected rows of an import', ''),
    without: 'a side for apps',
    attempt: async (target) =>
      (await target.send('app', { method: 'GET', url: `/api/imports/${target.of.world.importId}/rejected.csv` }))
        .status === 200,
  },
];

/** An app of its own, for what changes it; `spoil` ends or narrows what its token was good for. */
const outdated = (
  id: string,
  title: string,
  terms: object,
  spoil: (of: Installation, appId: string) => Promise<unknown>,
  from?: string,
): Attack => ({
  id: `app-${id}`,
  title,
  threat: 'PARTNER',
  without: 'a side for apps',
  attempt: async (target) => {
    const token = await once(target.of, id, async () => {
      const { app } = target.of;
      const made = await approvedApp(app, id, terms);
      const given = await tokenOf(app, await app.http({ mode: 'production' }), made.id);
      await spoil(target.of, made.id);
      return given;
    });
    const answer = await target.send('anonymous', {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ customers(first: 100) { nodes { id number stage } } }' }),
      ...(from ? { from } : {}),
    });
    return runs(answer, target.of);
  },
});
const set =
  (table: 'partner_token' | 'partner_credential', values: object) =>
  async ({ app }: Installation, appId: string) =>
    await app.services.db.transaction(
      async (trx) =>
        await trx
          .updateTable(table)
          .set(values)
          .where('app_id', '=', app.services.publicIds.decode('app', appId) ?? 0)
          .execute(),
    );

const outdatedTokens: readonly Attack[] = [
  outdated('token-expired', 'A token out of time', {}, set('partner_token', { expires_at: 1 })),
  outdated(
    'credential-revoked',
    'A token got with a secret that was taken back',
    {},
    set('partner_credential', { revoked_at: 1 }),
  ),
  outdated(
    'credential-expired',
    'A token got with a secret that is out of time',
    {},
    set('partner_credential', { expires_at: 1 }),
  ),
  outdated('suspended', 'A token of an app that was suspended', {}, async ({ app }, id) =>
    change(app, FIRST, 'partnerAppSuspend', { id, reason: 'because' }),
  ),
  outdated('ended', 'A token of an app that was ended', {}, async ({ app }, id) => {
    const query = 'query ($id: ID!) { partnerApp(id: $id) { version } }';
    const { version } = (await app.data(app.ctxFor('SECURITY_ADMIN', MANAGER), query, { id })).partnerApp;
    await change(app, MANAGER, 'partnerAppEnd', { id, version, reason: 'over' });
  }),
  outdated(
    'network',
    'A token used from another network than agreed',
    { addresses: ['127.0.0.1/32'] },
    async () => {},
    '198.51.100.7',
  ),
  outdated('budget', 'A question dearer than the budget', { burst: 100, perDay: 1_000 }, async () => {}),
];

/** Partner apps, and whoever has the token of one. */
export const PARTNER_APPS: readonly Attack[] = [...reads, ...outdatedTokens];
