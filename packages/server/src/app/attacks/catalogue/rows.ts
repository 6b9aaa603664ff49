import { asking, type Asking, type Attack, says } from '../attack.ts';
import type { Installation } from '../installation.fixture.ts';

const stranger = ({ customer }: Installation) => customer('stranger');
const theirId = (of: Installation) => ({ id: stranger(of).id });
const theirNumber = says((of) => stranger(of).number);

type Reach = Omit<Asking, 'id' | 'title' | 'threat' | 'without' | 'as'> & Partial<Pick<Asking, 'as'>>;

/** A seller, who sees their own customers and those of nobody, reaches for a customer of somebody else. */
const reaching = (id: string, title: string, rest: Reach): Attack =>
  asking({ id: `row-${id}`, title, threat: 'API1', without: 'row rights', as: 'seller', variables: theirId, ...rest });

const reads: readonly Attack[] = [
  reaching('by-id', 'A customer of somebody else by its id', {
    document: 'query ($id: ID!) { customer(id: $id) { number } }',
    gains: theirNumber,
  }),
  reaching('by-node', 'A customer of somebody else by node', {
    document: 'query ($id: ID!) { node(id: $id) { ... on Customer { number } } }',
    gains: theirNumber,
  }),
  reaching('by-number', 'A customer of somebody else by its number', {
    document: 'query ($number: String!) { customerByNumber(number: $number) { customer { id } } }',
    variables: (of) => ({ number: stranger(of).number }),
    gains: says((of) => stranger(of).id),
  }),
  reaching('by-graph', 'A customer of somebody else by the graph of relationships', {
    document: 'query ($id: ID!) { relationshipGraph(of: $id, depth: 12) { nodes { customer { number } } } }',
    gains: theirNumber,
  }),
  reaching('in-list', 'Customers of others in the list', {
    document: '{ customers(first: 100) { nodes { number } } }',
    gains: theirNumber,
  }),
  reaching('by-search', 'A customer of somebody else by full text', {
    document: 'query ($text: String!) { customers(search: $text) { nodes { number } } }',
    variables: (of) => ({ text: stranger(of).name }),
    gains: theirNumber,
  }),
  reaching('by-phone-search', 'A customer of somebody else by searching a phone', {
    document: 'query ($text: String!) { customers(search: $text) { nodes { number } } }',
    variables: (of) => ({ text: stranger(of).phone }),
    gains: theirNumber,
  }),
  reaching('by-filter', 'A customer of somebody else by a filter on the number', {
    document: 'query ($filter: CustomerFilter) { customers(filter: $filter) { nodes { number } } }',
    variables: (of) => ({ filter: { number: { eq: stranger(of).number } } }),
    gains: ({ json }) => json?.data?.customers?.nodes?.length > 0,
  }),
  reaching('by-negation', 'Customers of others by a negated filter', {
    document: 'query ($filter: CustomerFilter) { customers(first: 100, filter: $filter) { nodes { number } } }',
    variables: () => ({ filter: { not: { stage: { eq: 'NO_SUCH' } } } }),
    gains: theirNumber,
  }),
  reaching('by-or', 'Customers of others by an alternative that is always true', {
    document: 'query ($filter: CustomerFilter) { customers(first: 100, filter: $filter) { nodes { number } } }',
    variables: () => ({ filter: { or: [{ stage: { isNull: true } }, { stage: { isNull: false } }] } }),
    gains: theirNumber,
  }),
  reaching('by-owner-filter', 'Customers of a colleague by a filter on the owner', {
    document: 'query ($filter: CustomerFilter) { customers(filter: $filter) { nodes { number } } }',
    variables: ({ app }) => ({ filter: { ownerId: { eq: app.services.publicIds.encode('usr', 9) } } }),
    gains: theirNumber,
  }),
  reaching('by-alias', 'A customer of somebody else by an alias beside one’s own', {
    document: (of) =>
      `{ a: customer(id: "${of.customer('own').id}") { number } b: customer(id: "${stranger(of).id}") { number } }`,
    variables: () => ({}),
    gains: theirNumber,
  }),
  reaching('by-order', 'A customer of somebody else behind an order', {
    document: 'query ($n: String!) { orders(filter: { number: { eq: $n } }) { nodes { number customer { number } } } }',
    variables: (of) => ({ n: stranger(of).orderNumber }),
    gains: theirNumber,
  }),
  reaching('orders-of', 'Orders of somebody else’s customer', {
    document: 'query ($id: ID!) { orders(filter: { customerId: { eq: $id } }) { nodes { number } } }',
    gains: says((of) => stranger(of).orderNumber),
  }),
  reaching('duplicates', 'The check for duplicates as a directory', {
    document: 'query ($phone: String!) { customerDuplicates(input: { phones: [$phone] }) { customer { number } } }',
    variables: (of) => ({ phone: stranger(of).phone }),
    gains: theirNumber,
  }),
  reaching('former-case', 'A customer whose case with one has ended', {
    document: 'query ($id: ID!) { customer(id: $id) { number } }',
    variables: ({ customer }) => ({ id: customer('caseEnded').id }),
    gains: says(({ customer }) => customer('caseEnded').number),
  }),
  reaching('former-share', 'A customer that was shared with one until yesterday', {
    document: 'query ($id: ID!) { customer(id: $id) { number } }',
    variables: ({ customer }) => ({ id: customer('shareEnded').id }),
    gains: says(({ customer }) => customer('shareEnded').number),
  }),
  reaching('counts', 'Counting customers of others by groups', {
    document: '{ customerGroups(by: OWNER) { label count } }',
    gains: ({ json }, { seenBySeller }) =>
      json?.data?.customerGroups?.some(({ count }: { count: number }) => count > seenBySeller),
  }),
];

/** What stands behind a customer that is found by its id: each is read by a statement of its own. */
const behind: readonly Attack[] = (
  [
    ['timeline', 'timeline { nodes { __typename } }'],
    ['consents', 'consents { __typename }'],
    ['consent-history', 'consentHistory { nodes { __typename } }'],
    ['orders', 'orders { nodes { number } }'],
    ['statistics', 'orderStats { __typename }'],
    ['source-records', 'sourceRecords { __typename }'],
    ['facts', 'facts { __typename }'],
    ['other-data', 'otherData { __typename }'],
    ['contact-points', 'contactPoints { __typename }'],
    ['addresses', 'addresses { __typename }'],
    ['cases', 'cases { __typename }'],
    ['shares', 'shares { __typename }'],
  ] as const
).map(([name, selection]) =>
  reaching(`behind-${name}`, `The ${name} of somebody else’s customer`, {
    document: `query ($id: ID!) { customer(id: $id) { ${selection} } }`,
    gains: ({ json }) => json?.data?.customer != null,
  }),
);

const VERSIONED = (root: string, rest = '') =>
  `mutation ($id: ID!, $version: String!) { ${root}(id: $id, version: $version${rest}) { userErrors { code } } }`;

/** A change of somebody else's customer, by its present version. */
const changing = (id: string, title: string, whose: 'stranger' | 'team', document: string): Attack => ({
  id: `row-${id}`,
  title,
  threat: 'API1',
  without: 'row rights',
  attempt: async (target) => {
    const { id: theirs } = target.of.customer(whose);
    const version = await target.of.versionOf(theirs);
    const { json } = await target.ask('seller', document, { id: theirs, version });
    return json?.data != null && (await target.of.versionOf(theirs)) !== version;
  },
});

const writes: readonly Attack[] = [
  changing(
    'update',
    'Changing somebody else’s customer',
    'stranger',
    VERSIONED('customerUpdate', ', input: { grade: "C" }'),
  ),
  changing('archive', 'Archiving somebody else’s customer', 'team', VERSIONED('customerArchive')),
  reaching('order-on', 'An order on somebody else’s customer', {
    document:
      'mutation ($input: OrderCreateInput!) { orderCreate(input: $input) { order { id } userErrors { code } } }',
    variables: (of) => ({
      input: {
        customerId: stranger(of).id,
        number: 'FORGED-2',
        placedAt: '2026-01-01T00:00:00Z',
        lines: [{ description: 'x', quantity: '1', unitPrice: '1' }],
      },
    }),
  }),
  reaching('consent-for', 'A consent in the name of somebody else’s customer', {
    document: 'mutation ($input: ConsentRecordInput!) { consentRecord(input: $input) { userErrors { code } } }',
    variables: (of) => ({
      input: {
        customerId: stranger(of).id,
        purpose: 'SALES',
        decision: 'GRANTED',
        expiresAt: '2120-01-01T00:00:00Z',
        evidence: { kind: 'CALL', text: 'said so' },
      },
    }),
  }),
  reaching('withdraw-for', 'Withdrawing a consent of somebody else’s customer', {
    document: 'mutation ($input: ConsentWithdrawInput!) { consentWithdraw(input: $input) { userErrors { code } } }',
    variables: (of) => ({
      input: { customerId: stranger(of).id, purpose: 'SALES', evidence: { kind: 'CALL', text: 'said so' } },
    }),
  }),
  reaching('relate', 'Recording a relationship with somebody else’s customer', {
    document:
      'mutation ($id: ID!, $own: ID!) { relationshipCreate(input: { fromId: $own, toId: $id, type: SIBLING }) { userErrors { code } } }',
    variables: (of) => ({ id: stranger(of).id, own: of.customer('own').id }),
  }),
  reaching('decide', 'Beginning a decision chain at somebody else’s customer', {
    document: 'mutation ($id: ID!) { decisionChainCreate(input: { customerId: $id }) { userErrors { code } } }',
    variables: ({ world }) => ({
      id: world.everyone.find((one) => one.relation === 'stranger' && one.kind === 'ORGANISATION')?.id,
    }),
  }),
  reaching('share', 'Sharing somebody else’s customer', {
    document: 'mutation ($id: ID!, $to: ID!) { customerShare(customerId: $id, userId: $to) { userErrors { code } } }',
    variables: (of) => ({ id: stranger(of).id, to: of.people.viewer.id }),
  }),
  reaching('take-over', 'Taking somebody else’s customer over', {
    document:
      'mutation ($id: ID!, $to: ID!) { customersAssign(ownerId: $to, selection: { ids: [$id] }) { changed userErrors { code } } }',
    variables: (of) => ({ id: of.customer('caseEnded').id, to: of.people.seller.id }),
    gains: ({ json }) => json?.data?.customersAssign?.changed > 0,
  }),
  reaching('tag', 'Putting a tag on somebody else’s customer', {
    document:
      'mutation ($id: ID!, $tag: ID!) { customersTag(remove: [$tag], selection: { ids: [$id] }) { changed userErrors { code } } }',
    variables: (of) => ({ id: stranger(of).id, tag: of.world.tagId }),
    gains: ({ json }) => json?.data?.customersTag?.changed > 0,
  }),
  reaching('reveal', 'Revealing values of somebody else’s customer', {
    as: 'seller in person',
    document:
      'mutation ($id: ID!) { customerReveal(id: $id, reason: "curious") { revealed { identifiers { value } } userErrors { code } } }',
    gains: says((of) => stranger(of).document),
  }),
  reaching('cancel-order', 'Cancelling an order of somebody else’s customer', {
    document: 'mutation ($id: ID!) { orderCancel(id: $id) { userErrors { code } } }',
    variables: ({ orderOfStranger }) => ({ id: orderOfStranger }),
  }),
];

/** What belongs to a person and to nobody else: no role opens it. */
const own: readonly Attack[] = [
  asking({
    id: 'own-export',
    title: 'The export of a colleague by its id',
    threat: 'API1',
    without: 'whose it is',
    as: 'manager',
    document: 'query ($id: ID!) { export(id: $id) { id } }',
    variables: ({ exportOfSteward }) => ({ id: exportOfSteward }),
  }),
  asking({
    id: 'own-exports',
    title: 'The exports of colleagues in one’s own list',
    threat: 'API1',
    without: 'whose it is',
    as: 'manager',
    document: '{ exports { id } }',
    gains: says(({ exportOfSteward }) => exportOfSteward),
  }),
  asking({
    id: 'own-tokens',
    title: 'The tokens of a colleague in one’s own list',
    threat: 'API1',
    without: 'whose it is',
    as: 'viewer',
    document: '{ apiTokens { prefix } }',
    gains: says(({ people }) => people.steward.token.slice(0, 12)),
  }),
  asking({
    id: 'own-token-end',
    title: 'Ending the token of a colleague',
    threat: 'API1',
    without: 'whose it is',
    as: 'viewer in person',
    document: 'mutation ($id: ID!) { apiTokenRevoke(id: $id) { userErrors { code } } }',
    variables: ({ spareTokenOfSteward }) => ({ id: spareTokenOfSteward }),
  }),
  asking({
    id: 'own-session-end',
    title: 'Signing a colleague out',
    threat: 'API1',
    without: 'whose it is',
    as: 'viewer in person',
    document: 'mutation ($id: ID!) { sessionRevoke(id: $id) { userErrors { code } } }',
    variables: ({ spareSessionOfSteward }) => ({ id: spareSessionOfSteward }),
  }),
];

/** Rows that are none of one’s business: OWASP API1:2023. */
export const ROWS: readonly Attack[] = [...reads, ...behind, ...writes, ...own];
