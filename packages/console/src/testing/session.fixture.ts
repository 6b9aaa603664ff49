import type { Capability, Permission, SessionQuery, Visibility } from '../gql/graphql.ts';

type ViewerGrant = NonNullable<SessionQuery['viewer']>['grants'][number];

const USES = [
  'FILTER_EQ',
  'FILTER_PREFIX',
  'FILTER_RANGE',
  'SORT',
  'GROUP',
  'AGGREGATE',
  'SEARCH',
  'EXPORT',
] as const satisfies readonly Capability[];

/** Grants that see so much of personal values, and use them if that is all of them; documents are revealed. */
export function grantsOf(personal: Visibility): ViewerGrant[] {
  const grant = (
    dataClass: ViewerGrant['dataClass'],
    visibility: Visibility,
    capabilities: readonly Capability[],
  ): ViewerGrant => ({ __typename: 'ViewerGrant', dataClass, visibility, capabilities: [...capabilities] });
  return [
    grant('PUBLIC', 'FULL', USES),
    grant('INTERNAL', 'FULL', USES),
    grant('PERSONAL', personal, personal === 'FULL' ? USES : []),
    grant('SENSITIVE', 'NONE', ['LOOK_UP', 'REVEAL']),
  ];
}

const ALL: readonly Permission[] = [
  'CUSTOMER_READ',
  'CUSTOMER_WRITE',
  'CUSTOMER_EXPORT',
  'CUSTOMER_COUNT',
  'IMPORT_RUN',
  'IMPORT_PURGE',
  'SETTINGS_READ',
  'SETTINGS_WRITE',
  'USER_MANAGE',
  'POLICY_READ',
  'POLICY_WRITE',
  'AUDIT_READ',
  'JOB_READ',
  'JOB_MANAGE',
  'KEY_MANAGE',
  'TOKEN_OWN',
  'PRIVACY_MANAGE',
  'CONSENT_RECORD',
  'CUSTOMER_ERASE',
  'DISCLOSURE_READ',
  'CUSTOMER_CLAIM',
  'CASE_OPEN',
];

/** What the server gives its user to seal drafts with. */
export const DRAFT_KEY = '0123456789abcdef'.repeat(4);

/** A signed-in administrator in Shanghai; fewer rights if given. */
export function sessionFixture(
  permissions: readonly Permission[] = ALL,
  grants: readonly ViewerGrant[] = grantsOf('FULL'),
): SessionQuery {
  return {
    __typename: 'Query',
    installation: {
      __typename: 'Installation',
      name: '东方商贸',
      version: '0.1.0',
      timeZone: 'Asia/Shanghai',
      defaultLocale: 'zh-CN',
      demo: false,
      needsFirstAdministrator: false,
      defaultCurrency: 'CNY',
      defaultPhoneRegion: 'CN',
      engine: 'sqlite',
    },
    viewer: {
      __typename: 'Viewer',
      permissions: [...permissions],
      grants: [...grants],
      sessionExpiresAt: '2026-11-22T08:00:00.000Z',
      mustEnrol: false,
      draftKey: DRAFT_KEY,
      user: {
        __typename: 'User',
        id: 'usr_1',
        name: '王小明',
        email: 'wang@example.com',
        roles: ['SECURITY_ADMIN', 'DATA_STEWARD', 'MANAGER'],
        locale: null,
        version: '1',
      },
    },
  };
}
