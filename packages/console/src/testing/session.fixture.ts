import type { Permission, SessionQuery } from '../gql/graphql.ts';

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
  'DISCLOSURE_READ',
  'CUSTOMER_CLAIM',
  'CASE_OPEN',
];

/** A signed-in administrator in Shanghai; fewer rights if given. */
export function sessionFixture(permissions: readonly Permission[] = ALL): SessionQuery {
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
      sessionExpiresAt: '2026-11-22T08:00:00.000Z',
      mustEnrol: false,
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
