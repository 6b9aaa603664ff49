import { asking, type Attack } from '../attack.ts';
import type { Installation } from '../installation.fixture.ts';
import type { Principal } from '../principals.ts';

type Variables = (of: Installation) => object | Promise<object>;

/** A root field that is not for the one who calls it. Each has a rule of its own. */
const calling = (as: Principal, root: string, document: string, variables?: Variables): Attack =>
  asking({
    id: `function-${root}-as-${as.replaceAll(' ', '-')}`,
    title: `${as} calls ${root}`,
    threat: 'API5',
    without: 'rights of functions',
    as,
    document,
    ...(variables ? { variables } : {}),
  });
const reading = (as: Principal, root: string, rest: string): Attack => calling(as, root, `{ ${root}${rest} }`);
const changing = (as: Principal, root: string, rest: string, variables?: Variables, declared = ''): Attack =>
  calling(as, root, `mutation ${declared} { ${root}${rest} }`, variables);

const input =
  (value: (of: Installation) => object): Variables =>
  (of) => ({ input: value(of) });
const stranger = ({ customer }: Installation) => customer('stranger').id;
const CODE = '{ userErrors { code } }';
const PROOF = { kind: 'CALL', text: 'said so' };

const queries: readonly Attack[] = [
  reading('viewer', 'users', ' { id email }'),
  reading('viewer', 'accessPolicy', ' { __typename }'),
  reading('viewer', 'teams', ' { id }'),
  reading('seller', 'auditEntries', ' { nodes { action actorName } }'),
  reading('viewer', 'disclosures', ' { nodes { customerId } }'),
  reading('viewer', 'jobs', ' { id kind }'),
  reading('viewer', 'imports', ' { nodes { id } }'),
  calling('seller', 'import', 'query ($id: ID!) { import(id: $id) { id state } }', ({ world }) => ({
    id: world.importId,
  })),
  reading('viewer', 'importTemplates', ' { id }'),
  reading('viewer', 'exports', ' { id }'),
  reading('viewer', 'settings', ' { installationName }'),
  reading('viewer', 'numberPattern', ' { __typename }'),
  reading('viewer', 'fieldRules', ' { __typename }'),
  reading('viewer', 'ruleSet', ' { version }'),
  reading('viewer', 'ruleSets', ' { version }'),
  reading('seller', 'matchPolicy', ' { mergeFrom }'),
  reading('seller', 'matchRuns', ' { nodes { id } }'),
  reading('seller', 'matchCounts', ' { open }'),
  calling('viewer', 'ruleFlips', '{ ruleFlips(field: NAME) { nodes { before after } } }'),
  reading('steward', 'erasures', ' { nodes { id } }'),
  reading('auditor', 'keyStatus', ' { __typename }'),
  reading('viewer', 'partnerApps', ' { id name }'),
  reading('viewer', 'partnerOfferedFields', ' { __typename }'),
  reading('viewer', 'partnerRecipients', ' { __typename }'),
  reading('viewer', 'alarms', ' { nodes { __typename } }'),
  reading('viewer', 'openAlarms', ''),
  reading('seller', 'watchRules', ' { __typename }'),
  reading('viewer', 'singleOperatorActs', ''),
  reading('seller', 'breakGlasses', ' { nodes { id reason } }'),
  calling(
    'seller',
    'breakGlassEntries',
    'query ($id: ID!) { breakGlassEntries(id: $id) { nodes { objectId } } }',
    ({ breakGlassId }) => ({ id: breakGlassId }),
  ),
  calling(
    'officer',
    'actorReads',
    'query ($id: ID!) { actorReads(actorId: $id) { nodes { __typename } } }',
    ({ people }) => ({ id: people.steward.id }),
  ),
  calling(
    'seller',
    'customerViewers',
    'query ($id: ID!) { customerViewers(id: $id) { nodes { __typename } } }',
    (of) => ({ id: stranger(of) }),
  ),
  reading('viewer', 'processingActivities', ' { id }'),
  reading('analyst', 'colleagues', ' { id name }'),
  reading('guardian', 'tags', ' { id name }'),
  reading('guardian', 'customers', ' { nodes { id number } }'),
  reading('guardian', 'customerGroups', '(by: STAGE) { count }'),
  reading('support', 'customerGroups', '(by: STAGE) { count }'),
  reading('guardian', 'dataQuality', ' { total }'),
  reading('guardian', 'orders', ' { nodes { number } }'),
  reading('guardian', 'products', ' { nodes { id } }'),
  reading('analyst', 'customers', ' { nodes { id number } }'),
  calling(
    'viewer',
    'explainAccess',
    'query ($id: ID!) { explainAccess(userId: $id, coordinate: "Customer.name", capability: READ_FULL) { __typename } }',
    ({ people }) => ({ id: people.steward.id }),
  ),
  calling(
    'viewer',
    'accessOverview',
    'query ($id: ID!) { accessOverview(userId: $id) { __typename } }',
    ({ people }) => ({
      id: people.steward.id,
    }),
  ),
  calling(
    'viewer',
    'customerDisclosures',
    'query ($id: ID!) { customerDisclosures(id: $id) { nodes { __typename } } }',
    (of) => ({ id: stranger(of) }),
  ),
];

const aboutCustomers: readonly Attack[] = [
  changing(
    'viewer',
    'customerCreate',
    '(input: { kind: PERSON, name: "Mallory" }) { customer { id } userErrors { code } }',
  ),
  changing(
    'auditor',
    'customerUpdate',
    `(id: $id, version: $version, input: $input) ${CODE}`,
    async (of) => ({ id: stranger(of), version: await of.versionOf(stranger(of)), input: { grade: 'C' } }),
    '($id: ID!, $version: String!, $input: CustomerUpdateInput!)',
  ),
  changing(
    'auditor',
    'customerFactVerify',
    `(id: $id, version: $version, input: { field: NAME, method: CALL }) ${CODE}`,
    async (of) => ({ id: stranger(of), version: await of.versionOf(stranger(of)) }),
    '($id: ID!, $version: String!)',
  ),
  changing(
    'viewer',
    'customersTag',
    `(add: [$tag], selection: { ids: [$id] }) ${CODE}`,
    (of) => ({ id: stranger(of), tag: of.world.tagId }),
    '($tag: ID!, $id: ID!)',
  ),
  changing(
    'viewer',
    'customersAssign',
    `(ownerId: $to, selection: { ids: [$id] }) ${CODE}`,
    (of) => ({ id: stranger(of), to: of.people.viewer.id }),
    '($to: ID!, $id: ID!)',
  ),
  changing(
    'viewer',
    'customersClaim',
    `(ids: [$id]) ${CODE}`,
    (of) => ({ id: of.customer('pool', 'ORGANISATION').id }),
    '($id: ID!)',
  ),
  changing('viewer', 'tagCreate', `(input: { name: "owned" }) ${CODE}`),
  changing(
    'viewer',
    'orderCreate',
    `(input: $input) ${CODE}`,
    input((of) => ({
      customerId: stranger(of),
      number: 'FORGED-1',
      placedAt: '2026-01-01T00:00:00Z',
      lines: [{ description: 'x', quantity: '1', unitPrice: '1' }],
    })),
    '($input: OrderCreateInput!)',
  ),
  changing(
    'viewer',
    'consentRecord',
    `(input: $input) ${CODE}`,
    input((of) => ({ customerId: stranger(of), purpose: 'MARKETING', decision: 'GRANTED', evidence: PROOF })),
    '($input: ConsentRecordInput!)',
  ),
  changing(
    'viewer',
    'consentWithdraw',
    `(input: $input) ${CODE}`,
    input((of) => ({ customerId: of.customer('territory').id, purpose: 'SALES', evidence: PROOF })),
    '($input: ConsentWithdrawInput!)',
  ),
  changing('viewer', 'exportCreate', `(input: { columns: [NAME, PHONE], format: CSV, selection: {} }) ${CODE}`),
  changing('viewer', 'customerLookUp', '(input: { phone: "13800000000" }) { found { number } userErrors { code } }'),
  changing(
    'viewer',
    'caseOpen',
    `(input: { customerId: $id, subject: "curious" }) ${CODE}`,
    (of) => ({ id: stranger(of) }),
    '($id: ID!)',
  ),
  changing(
    'viewer',
    'relationshipCreate',
    `(input: { fromId: $id, toId: $to, type: REFERRER }) ${CODE}`,
    (of) => ({ id: stranger(of), to: of.customer('own').id }),
    '($id: ID!, $to: ID!)',
  ),
  changing(
    'viewer',
    'customerShare',
    `(customerId: $id, userId: $to) ${CODE}`,
    (of) => ({ id: stranger(of), to: of.people.seller.id }),
    '($id: ID!, $to: ID!)',
  ),
];

const aboutTheInstallation: readonly Attack[] = [
  changing('viewer', 'settingsUpdate', `(input: { installationName: "Owned" }) ${CODE}`),
  changing('viewer', 'sourceCreate', `(input: { code: "evil", name: "Evil" }) ${CODE}`),
  changing(
    'steward',
    'rulesUpdate',
    `(ruleSetVersion: 0, changes: { rules: [{ field: NAME, criteria: [MOST_RECENT] }] }, reason: "mine") ${CODE}`,
  ),
  changing('steward', 'ruleTrialStart', `(changes: { rules: [{ field: NAME, criteria: [MOST_RECENT] }] }) ${CODE}`),
  changing('viewer', 'numbersReserve', `(count: 1) ${CODE}`),
  changing('viewer', 'numberPatternUpdate', `(pattern: "E{seq:8}") ${CODE}`),
  changing(
    'viewer',
    'sourceUpdate',
    `(id: $id, name: "Evil") ${CODE}`,
    ({ world }) => ({ id: world.sourceId }),
    '($id: ID!)',
  ),
  changing('auditor in person', 'watchRulesUpdate', `(input: { keepMonths: 12 }) ${CODE}`),
  changing('viewer', 'poolRulesUpdate', `(input: { claimsPerDay: 1000 }) ${CODE}`),
  changing('steward', 'matchPolicyUpdate', `(input: { mergeFrom: 0.9 }) ${CODE}`),
  changing('seller', 'privacyPolicyPublish', `(input: { texts: [{ locale: "en", title: "x", body: "x" }] }) ${CODE}`),
  changing(
    'seller',
    'processingActivityCreate',
    `(input: { name: "x", purpose: SALES, basis: CONSENT, fields: ["NAME"] }) ${CODE}`,
  ),
  changing('seller', 'teamCreate', `(input: { name: "Mallory’s" }) ${CODE}`),
  changing(
    'seller',
    'userTerritoriesSet',
    `(id: $id, regions: ["CN"]) ${CODE}`,
    ({ people }) => ({ id: people.support.id }),
    '($id: ID!)',
  ),
  changing(
    'seller in person',
    'userInvite',
    `(input: { email: "evil@acme.example", name: "Evil", roles: [VIEWER] }) ${CODE}`,
  ),
  changing(
    'viewer in person',
    'userResetPassword',
    `(id: $id) { link userErrors { code } }`,
    ({ people }) => ({ id: people.newcomer.id }),
    '($id: ID!)',
  ),
  changing(
    'viewer in person',
    'userResetSecondFactor',
    `(id: $id) ${CODE}`,
    ({ people }) => ({ id: people.leaver.id }),
    '($id: ID!)',
  ),
  changing(
    'officer in person',
    'accessRoleUpdate',
    `(role: AUDITOR, policyVersion: 0, reason: "x", input: { permissions: [AUDIT_READ], grants: [] }) ${CODE}`,
  ),
  changing(
    'officer in person',
    'accessSignInUpdate',
    `(policyVersion: $v, reason: "x", input: { secondFactorForAll: false, sessionsAtOnce: 100 }) ${CODE}`,
    async ({ app }) => {
      // Whatever other attacks made of it.
      const versions = app.services.db.read.selectFrom('access_policy').select((eb) => eb.fn.max('version').as('v'));
      return { v: (await versions.executeTakeFirst())?.v ?? 0 };
    },
    '($v: Int!)',
  ),
  changing(
    'steward in person',
    'customerErasureRequest',
    `(input: { customerId: $id, reason: "asked by letter" }) ${CODE}`,
    (of) => ({ id: of.customer('shareEnded').id }),
    '($id: ID!)',
  ),
  changing(
    'officer in person',
    'partnerSecretCreate',
    '(input: { appId: $id, label: "x", expiresInDays: 30 }) { secret userErrors { code } }',
    ({ spareApps }) => ({ id: spareApps[0] }),
    '($id: ID!)',
  ),
  changing(
    'officer in person',
    'partnerDeveloperInvite',
    '(input: { appId: $id, name: "Eve", email: "eve@partner.example" }) { link userErrors { code } }',
    ({ spareApps }) => ({ id: spareApps[0] }),
    '($id: ID!)',
  ),
];

/** Functions of others: OWASP API5:2023. */
export const FUNCTIONS: readonly Attack[] = [...queries, ...aboutCustomers, ...aboutTheInstallation];
