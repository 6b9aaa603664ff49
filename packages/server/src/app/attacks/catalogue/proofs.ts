import { asking, type Attack } from '../attack.ts';
import type { Installation } from '../installation.fixture.ts';
import type { Person } from '../principals.ts';

/** A browser somebody left, or a stolen session: what needs a fresh proof. */
const unproved = (
  root: string,
  as: 'steward' | 'officer' | 'guardian' | 'viewer',
  rest: string,
  variables: (of: Installation) => object = () => ({}),
  declared = '',
) =>
  asking({
    id: `proof-${root}`,
    title: `${root} in a browser that somebody left`,
    threat: 'API2',
    without: 'fresh proofs',
    as: `${as} long ago`,
    document: `mutation ${declared} { ${root}${rest} }`,
    variables,
  });
const CODE = '{ userErrors { code } }';
const proofs: readonly Attack[] = [
  unproved(
    'customerReveal',
    'steward',
    `(id: $id, reason: "asked by letter") { revealed { identifiers { value } } userErrors { code } }`,
    (of) => ({ id: of.customer('stranger').id }),
    '($id: ID!)',
  ),
  unproved('apiTokenCreate', 'viewer', '(input: { name: "x", expiresInDays: 365 }) { token userErrors { code } }'),
  unproved(
    'userInvite',
    'guardian',
    `(input: { email: "evil2@acme.example", name: "Evil", roles: [SECURITY_ADMIN] }) ${CODE}`,
  ),
  unproved(
    'userResetPassword',
    'guardian',
    '(id: $id) { link userErrors { code } }',
    ({ people }) => ({ id: people.newcomer.id }),
    '($id: ID!)',
  ),
  unproved(
    'userResetSecondFactor',
    'guardian',
    `(id: $id) ${CODE}`,
    ({ people }) => ({ id: people.mover.id }),
    '($id: ID!)',
  ),
  unproved('exportCreate', 'steward', `(input: { columns: [NAME, PHONE], format: CSV, selection: {} }) ${CODE}`),
  unproved(
    'customerErasureRequest',
    'officer',
    `(input: { customerId: $id, reason: "asked by letter" }) ${CODE}`,
    (of) => ({ id: of.customer('shared', 'ORGANISATION').id }),
    '($id: ID!)',
  ),
  unproved(
    'partnerSecretCreate',
    'guardian',
    '(input: { appId: $id, label: "y", expiresInDays: 30 }) { secret userErrors { code } }',
    ({ spareApps }) => ({ id: spareApps[1] }),
    '($id: ID!)',
  ),
  unproved(
    'partnerDeveloperInvite',
    'guardian',
    '(input: { appId: $id, name: "Mallory", email: "mallory@partner.example" }) { link userErrors { code } }',
    ({ spareApps }) => ({ id: spareApps[1] }),
    '($id: ID!)',
  ),
  unproved('recoveryCodesRenew', 'steward', ' { recoveryCodes userErrors { code } }'),
];

/** A stolen token does what only its person may. */
const tokenOnly = (root: string, title: string, document: string, as: Person = 'auditor'): Attack =>
  asking({ id: `token-${root}`, title, threat: 'API2', without: 'people apart from tokens', as, document });
const tokens: readonly Attack[] = [
  tokenOnly(
    'apiTokenCreate',
    'A token makes another that outlives it',
    `mutation { apiTokenCreate(input: { name: "y", expiresInDays: 365 }) { token userErrors { code } } }`,
    'viewer',
  ),
  tokenOnly('sessions', 'A token lists the sessions of its person', '{ sessions { id } }'),
  tokenOnly(
    'sessionRevokeOthers',
    'A token signs its person out',
    'mutation { sessionRevokeOthers { userErrors { code } } }',
  ),
  tokenOnly(
    'totpBegin',
    'A token begins a second factor of its own',
    'mutation { totpBegin { secret userErrors { code } } }',
  ),
  tokenOnly('security', 'A token reads how its person proves themselves', '{ security { __typename } }'),
];

const nobody = (root: string, document: string): Attack =>
  asking({
    id: `nobody-${root}`,
    title: `${root} without credentials`,
    threat: 'API2',
    without: 'authentication',
    as: 'anonymous',
    document,
  });
const anonymous: readonly Attack[] = [
  nobody('customers', '{ customers { nodes { number } } }'),
  nobody('users', '{ users { email } }'),
  nobody('audit', '{ auditEntries { nodes { action } } }'),
  nobody('node-in-fragment', '{ ...A } fragment A on Query { tags { name } }'),
  nobody('beside-an-open-field', '{ installation { name } users { email } }'),
  nobody('mutation', 'mutation { tagCreate(input: { name: "anon" }) { userErrors { code } } }'),
  {
    ...nobody('files', ''),
    title: 'Rejected rows of an import, without credentials',
    attempt: async (target) =>
      (await target.send('anonymous', { method: 'GET', url: `/api/imports/${target.of.world.importId}/rejected.csv` }))
        .status === 200,
  },
  {
    ...nobody('socket', ''),
    title: 'A socket without credentials',
    attempt: async (target) => await target.opensSocket('anonymous', {}),
  },
];

/** What needs a fresh proof, a person, or anybody at all. */
export const PROOFS: readonly Attack[] = [...proofs, ...tokens, ...anonymous];
