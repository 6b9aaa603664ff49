import { type Capability, DATA_CLASSES, type DataClass, type Policy, type RolePolicy, TELLING } from './policy.ts';

/** Why a policy cannot stand. */
export interface PolicyFault {
  readonly role: string;
  readonly code:
    'TELLS_WITHOUT_READING' | 'WIDER_THAN_LESS_SENSITIVE' | 'SENSITIVE_IN_LISTS' | 'POLICY_AND_DATA' | 'IMPORTS_UNREAD';
  /** Which part of the policy: a class and a capability, or a coordinate. */
  readonly at: string;
}

/**
 * What the code does not allow, whoever edits the policy:
 * - a capability that tells something about a value where the value may not be read in full (roles that see only figures may
 *   filter, group and add up what is not personal);
 * - reading a more sensitive class of more customers than a less sensitive one;
 * - any capability on SENSITIVE values beyond writing, looking up and revealing: they stand in no list;
 * - changing the policy or users, and knowing customers, in one role;
 * - importing without reading and writing what imports read and write: all customers.
 */
export function policyFaults(policy: Policy): PolicyFault[] {
  return Object.entries(policy.roles).flatMap(([role, one]) =>
    [
      ...tellsWithoutReading(one),
      ...widerThanLessSensitive(one),
      ...sensitiveInLists(one),
      ...policyAndData(one),
      ...importsUnread(one),
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

function policyAndData(role: RolePolicy): Fault[] {
  const governs = role.permissions.some((permission) => permission === 'POLICY_WRITE' || permission === 'USER_MANAGE');
  const knows = Object.values(role.grants).some((granted) => Object.values(granted).some(({ length }) => length > 0));
  return governs && knows ? [{ code: 'POLICY_AND_DATA', at: 'permissions' }] : [];
}

function importsUnread(role: RolePolicy): Fault[] {
  if (!role.permissions.some((permission) => permission === 'IMPORT_RUN' || permission === 'IMPORT_PURGE')) return [];
  const classes: readonly DataClass[] = ['PUBLIC', 'INTERNAL', 'PERSONAL'];
  return classes.flatMap((dataClass) =>
    (['READ_FULL', 'WRITE'] as const)
      .filter((capability) => !scopesOf(role, dataClass, capability).includes('ALL'))
      .map((capability) => ({ code: 'IMPORTS_UNREAD' as const, at: `${dataClass}.${capability}` })),
  );
}
