import { type Capability, DATA_CLASSES, type DataClass, type Policy, type RolePolicy, TELLING } from './policy.ts';
import { PARTNERS_ROLE, type Permission } from './roles.ts';

/** Why a policy cannot stand. */
export interface PolicyFault {
  readonly role: string;
  readonly code:
    | 'TELLS_WITHOUT_READING'
    | 'WIDER_THAN_LESS_SENSITIVE'
    | 'SENSITIVE_IN_LISTS'
    | 'POLICY_AND_DATA'
    | 'PERMISSION_UNREAD'
    | 'OPEN_BY_ROW'
    | 'PARTNER_AND_STAFF';
  /** Which part of the policy: a class and a capability, or a coordinate. */
  readonly at: string;
}

/**
 * What the code does not allow, whoever edits the policy:
 * - a capability that tells something about a value where the value may not be read in full (roles that see only figures may
 *   filter, group and add up what is not personal);
 * - reading a more sensitive class of more customers than a less sensitive one;
 * - any capability on SENSITIVE values beyond writing, looking up and revealing: they stand in no list;
 * - changing the policy, users or keys, and knowing customers, in one role;
 * - INTERNAL values of some of the customers one sees: who sees a customer reads what is PUBLIC and INTERNAL of it, and filters,
 *   groups and searches by that for all such customers or for none;
 * - anything beside the page of their own app for people of partners, and that page for anybody else;
 * - a permission whose work is about all customers ({@link ABOUT_ALL}) without the grants on all of them that the work uses.
 */
export function policyFaults(policy: Policy): PolicyFault[] {
  return Object.entries(policy.roles).flatMap(([role, one]) =>
    [
      ...tellsWithoutReading(one),
      ...widerThanLessSensitive(one),
      ...sensitiveInLists(one),
      ...policyAndData(one),
      ...permissionUnread(one),
      ...openByRow(one),
      ...partnerAndStaff(role, one),
    ].map((fault) => ({ role, ...fault })),
  );
}

type Fault = Omit<PolicyFault, 'role'>;

function scopesOf(role: RolePolicy, dataClass: DataClass, capability: Capability): readonly string[] {
  return role.grants[dataClass]?.[capability] ?? [];
}

function within(scopes: readonly string[], wider: readonly string[]): boolean {
  return wider.includes('ALL') || scopes.every((scope) => wider.includes(scope));
}

function tellsWithoutReading(role: RolePolicy): Fault[] {
  return DATA_CLASSES.flatMap((dataClass) =>
    TELLING.filter((capability) => {
      const isOpenFigure = role.aggregatesOnly && (dataClass === 'PUBLIC' || dataClass === 'INTERNAL');
      if (isOpenFigure && capability !== 'EXPORT' && capability !== 'SEARCH' && capability !== 'SORT') return false;
      return !within(scopesOf(role, dataClass, capability), scopesOf(role, dataClass, 'READ_FULL'));
    }).map((capability) => ({ code: 'TELLS_WITHOUT_READING' as const, at: `${dataClass}.${capability}` })),
  );
}

function widerThanLessSensitive(role: RolePolicy): Fault[] {
  const readable = (dataClass: DataClass) => [
    ...scopesOf(role, dataClass, 'READ_FULL'),
    ...scopesOf(role, dataClass, 'READ_MASKED'),
  ];
  return DATA_CLASSES.flatMap((dataClass, position) => {
    const before = DATA_CLASSES[position - 1];
    if (!before || within(readable(dataClass), scopesOf(role, before, 'READ_FULL')) || before === 'PERSONAL') return [];
    return [{ code: 'WIDER_THAN_LESS_SENSITIVE' as const, at: dataClass }];
  });
}

function sensitiveInLists(role: RolePolicy): Fault[] {
  return Object.entries(role.grants.SENSITIVE ?? {})
    .filter(([capability, scopes]) => scopes.length > 0 && !['WRITE', 'LOOK_UP', 'REVEAL'].includes(capability))
    .map(([capability]) => ({ code: 'SENSITIVE_IN_LISTS', at: `SENSITIVE.${capability}` }));
}

/** Rights over users, the policy and keys: whoever has them could give themselves everything else. */
const GOVERNING: readonly Permission[] = ['POLICY_WRITE', 'USER_MANAGE', 'KEY_MANAGE'];

function policyAndData(role: RolePolicy): Fault[] {
  const governs = role.permissions.some((permission) => GOVERNING.includes(permission));
  return governs && knowsCustomers(role) ? [{ code: 'POLICY_AND_DATA', at: 'permissions' }] : [];
}

function knowsCustomers({ grants }: RolePolicy): boolean {
  return Object.values(grants).some((granted) => Object.values(granted).some(({ length }) => length > 0));
}

function partnerAndStaff(code: string, role: RolePolicy): Fault[] {
  const isAlone =
    code === PARTNERS_ROLE
      ? role.permissions.every((one) => one === 'PARTNER_DEVELOP') && !knowsCustomers(role)
      : !role.permissions.includes('PARTNER_DEVELOP');
  return isAlone ? [] : [{ code: 'PARTNER_AND_STAFF', at: 'permissions' }];
}

interface AboutAll {
  readonly capabilities: readonly Capability[];
  readonly classes: readonly DataClass[];
}

const IMPORTING: AboutAll = { capabilities: ['READ_FULL', 'WRITE'], classes: ['PUBLIC', 'INTERNAL', 'PERSONAL'] };

/** Permissions for work that asks nobody's rows: imports change any customer, disclosures tell about any. */
const ABOUT_ALL: Partial<Record<Permission, AboutAll>> = {
  IMPORT_RUN: IMPORTING,
  IMPORT_PURGE: IMPORTING,
  DISCLOSURE_READ: { capabilities: ['READ_FULL'], classes: ['PUBLIC', 'INTERNAL'] },
};

function permissionUnread(role: RolePolicy): Fault[] {
  const needed = role.permissions.flatMap((permission) => {
    const { capabilities = [], classes = [] } = ABOUT_ALL[permission] ?? {};
    return classes.flatMap((dataClass) => capabilities.map((capability) => ({ dataClass, capability })));
  });
  const missing = needed.filter(({ dataClass, capability }) => !scopesOf(role, dataClass, capability).includes('ALL'));
  const places = new Set(missing.map(({ dataClass, capability }) => `${dataClass}.${capability}`));
  return [...places].map((at) => ({ code: 'PERMISSION_UNREAD', at }));
}

// Only what is PERSONAL is decided row by row; the repositories take the rest to be open with the customer.
const FOR_ALL_SEEN = ['FILTER_EQ', 'FILTER_PREFIX', 'FILTER_RANGE', 'GROUP', 'SEARCH'] as const;

function openByRow(role: RolePolicy): Fault[] {
  const seen = scopesOf(role, 'PUBLIC', 'READ_FULL');
  const all = seen.length === 0 && role.aggregatesOnly ? ['ALL'] : seen;
  const isAllSeen = (scopes: readonly string[]) => within(all, scopes);
  const unread = isAllSeen(scopesOf(role, 'INTERNAL', 'READ_FULL')) || seen.length === 0 ? [] : ['INTERNAL.READ_FULL'];
  const untold = (['PUBLIC', 'INTERNAL'] as const).flatMap((dataClass) =>
    FOR_ALL_SEEN.filter((capability) => {
      const scopes = scopesOf(role, dataClass, capability);
      return scopes.length > 0 && !isAllSeen(scopes);
    }).map((capability) => `${dataClass}.${capability}`),
  );
  return [...unread, ...untold].map((at) => ({ code: 'OPEN_BY_ROW' as const, at }));
}
