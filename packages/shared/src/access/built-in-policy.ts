import {
  type Capability,
  type DataClass,
  type Grants,
  type Policy,
  type RolePolicy,
  type RowScope,
  TELLING,
} from './policy.ts';
import type { Role } from './roles.ts';

const OPEN: readonly DataClass[] = ['PUBLIC', 'INTERNAL'];
const SEE_AND_FIND: readonly Capability[] = ['READ_FULL', ...TELLING.filter((one) => one !== 'WEBHOOK')];

/** The same capabilities of the same customers for several classes. */
function grant(
  classes: readonly DataClass[],
  capabilities: readonly Capability[],
  ...scopes: readonly RowScope[]
): Grants {
  const granted = Object.fromEntries(capabilities.map((capability) => [capability, scopes]));
  return Object.fromEntries(classes.map((dataClass) => [dataClass, granted]));
}

/** All of several grants. */
function all(...parts: readonly Grants[]): Grants {
  const sum: Partial<Record<DataClass, Partial<Record<Capability, readonly RowScope[]>>>> = {};
  for (const part of parts)
    for (const [dataClass, granted] of Object.entries(part) as [DataClass, NonNullable<Grants[DataClass]>][])
      for (const [capability, scopes] of Object.entries(granted) as [Capability, readonly RowScope[]][]) {
        const known = (sum[dataClass] ??= {});
        known[capability] = [...new Set([...(known[capability] ?? []), ...scopes])];
      }
  return sum;
}

const withoutExport = (capabilities: readonly Capability[]) => capabilities.filter((one) => one !== 'EXPORT');

/** Everything staff may know of every customer, personal values masked. */
const MASKED_ROWS = all(grant(OPEN, withoutExport(SEE_AND_FIND), 'ALL'), grant(['PERSONAL'], ['READ_MASKED'], 'ALL'));

const ROLES: Readonly<Record<Role, RolePolicy>> = {
  // Users, roles, keys: and no customer.
  SECURITY_ADMIN: {
    permissions: [
      'USER_MANAGE',
      'POLICY_READ',
      'POLICY_WRITE',
      'SETTINGS_READ',
      'SETTINGS_WRITE',
      'JOB_READ',
      'JOB_MANAGE',
      'AUDIT_READ',
      'KEY_MANAGE',
      'PARTNER_MANAGE',
      'PARTNER_APPROVE',
      'TOKEN_OWN',
    ],
    grants: {},
  },
  PRIVACY_OFFICER: {
    permissions: [
      'CUSTOMER_READ',
      'CUSTOMER_COUNT',
      'POLICY_READ',
      'SETTINGS_READ',
      'PRIVACY_MANAGE',
      'CONSENT_RECORD',
      'CUSTOMER_ERASE',
      'DISCLOSURE_READ',
      'PARTNER_APPROVE',
      'TOKEN_OWN',
    ],
    grants: all(MASKED_ROWS, grant(['PERSONAL', 'SENSITIVE'], ['REVEAL'], 'ALL')),
  },
  AUDITOR: {
    permissions: [
      'CUSTOMER_READ',
      'CUSTOMER_COUNT',
      'DISCLOSURE_READ',
      'AUDIT_READ',
      'POLICY_READ',
      'SETTINGS_READ',
      'JOB_READ',
    ],
    grants: MASKED_ROWS,
  },
  DATA_STEWARD: {
    permissions: [
      'CUSTOMER_READ',
      'CUSTOMER_WRITE',
      'CUSTOMER_EXPORT',
      'CUSTOMER_COUNT',
      'CONSENT_RECORD',
      'DISCLOSURE_READ',
      'IMPORT_RUN',
      'IMPORT_PURGE',
      'CUSTOMER_MERGE',
      'IDENTITY_READ',
      'SETTINGS_READ',
      'JOB_READ',
      'TOKEN_OWN',
    ],
    grants: all(
      grant([...OPEN, 'PERSONAL'], [...SEE_AND_FIND, 'WRITE'], 'ALL'),
      grant(['SENSITIVE'], ['WRITE', 'LOOK_UP', 'REVEAL'], 'ALL'),
    ),
  },
  MANAGER: {
    permissions: [
      'CUSTOMER_READ',
      'CUSTOMER_WRITE',
      'CUSTOMER_EXPORT',
      'CUSTOMER_COUNT',
      'CONSENT_RECORD',
      'CUSTOMER_CLAIM',
      'IDENTITY_READ',
      'CASE_OPEN',
      'TOKEN_OWN',
    ],
    grants: all(
      grant([...OPEN, 'PERSONAL'], [...SEE_AND_FIND, 'WRITE'], 'OWN', 'TEAM', 'TERRITORY', 'SHARED'),
      grant(OPEN, withoutExport(SEE_AND_FIND), 'POOL'),
      grant(['PERSONAL'], ['READ_MASKED'], 'POOL'),
      grant(['SENSITIVE'], ['WRITE', 'REVEAL'], 'OWN', 'TEAM', 'TERRITORY'),
    ),
  },
  SALES: {
    permissions: ['CUSTOMER_READ', 'CUSTOMER_WRITE', 'CUSTOMER_COUNT', 'CUSTOMER_CLAIM', 'CONSENT_RECORD', 'TOKEN_OWN'],
    grants: all(
      grant([...OPEN, 'PERSONAL'], [...withoutExport(SEE_AND_FIND), 'WRITE'], 'OWN', 'SHARED'),
      grant(OPEN, withoutExport(SEE_AND_FIND), 'POOL'),
      grant(['PERSONAL'], ['READ_MASKED'], 'POOL'),
      grant(['SENSITIVE'], ['WRITE', 'REVEAL'], 'OWN'),
    ),
  },
  SUPPORT: {
    permissions: ['CUSTOMER_READ', 'CUSTOMER_LOOK_UP', 'CASE_OPEN', 'TOKEN_OWN'],
    grants: all(
      grant([...OPEN, 'PERSONAL'], withoutExport(SEE_AND_FIND), 'CASE', 'SHARED'),
      grant(['PERSONAL'], ['LOOK_UP'], 'ALL'),
    ),
  },
  ANALYST: {
    permissions: ['CUSTOMER_COUNT'],
    grants: grant(OPEN, ['FILTER_EQ', 'FILTER_PREFIX', 'FILTER_RANGE', 'GROUP', 'AGGREGATE'], 'ALL'),
    aggregatesOnly: true,
  },
  VIEWER: { permissions: ['CUSTOMER_READ', 'CUSTOMER_COUNT', 'TOKEN_OWN'], grants: MASKED_ROWS },
  // People of a partner: their own app's page.
  PARTNER_DEVELOPER: { permissions: ['PARTNER_DEVELOP'], grants: {} },
};

/**
 * What break-glass adds to what somebody may do, for its hour: seeing customers, and what finding one takes. No policy changes it.
 * An order is of what is not personal; figures, files, events and changes are nobody's emergency.
 */
export const BREAK_GLASS_POLICY: RolePolicy = {
  permissions: ['CUSTOMER_READ'],
  grants: all(
    grant([...OPEN, 'PERSONAL'], ['READ_FULL', 'FILTER_EQ', 'FILTER_PREFIX', 'FILTER_RANGE', 'SEARCH'], 'ALL'),
    grant(OPEN, ['SORT'], 'ALL'),
    grant(['SENSITIVE'], ['REVEAL'], 'ALL'),
  ),
};

/** The policy of an installation that changed nothing. */
export const BUILT_IN_POLICY: Policy = { roles: ROLES };
