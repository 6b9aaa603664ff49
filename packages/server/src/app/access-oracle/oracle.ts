import {
  BREAK_GLASS,
  type Capability,
  type DataClass,
  type GrantedRole,
  type Permission,
  ROLES,
} from '@dossier/shared/access';

/*
 * A second opinion on the access policy, typed from docs/access.md by somebody who had not read the policy or what compiles it.
 * Nothing in this folder may be derived from the policy under test: where the two differ, one of them is wrong.
 */

/** How the customers of the test world stand to whoever asks. The last three are nobody's business but that of `ALL`. */
export const RELATIONS = [
  'own',
  'team',
  'territory',
  'pool',
  'case',
  'shared',
  'stranger',
  'caseEnded',
  'shareEnded',
] as const;
/** See {@link RELATIONS}. */
export type Relation = (typeof RELATIONS)[number];

/** What is shown of a value. `ABSENT`: the customer itself does not exist for the actor. */
export type Shown = 'FULL' | 'MASKED' | 'HIDDEN' | 'ABSENT';

/** One thing that an operation does with a coordinate. */
export interface Use {
  readonly coordinate: string;
  readonly dataClass: DataClass;
  /** What it takes; `READ` for what stands in an answer. */
  readonly takes: Capability | 'READ';
}

type Scopes = readonly Relation[];
type Row = readonly [readonly DataClass[], readonly Capability[], Scopes];

const OWN: Scopes = ['own'];
const OWN_SHARED: Scopes = ['own', 'shared'];
const TEAM: Scopes = ['own', 'team', 'territory'];
const TEAM_SHARED: Scopes = [...TEAM, 'shared'];
const POOL: Scopes = ['pool'];
const CASE_SHARED: Scopes = ['case', 'shared'];
const ALL: Scopes = RELATIONS;
const OPEN: readonly DataClass[] = ['PUBLIC', 'INTERNAL'];
const PERSONAL: readonly DataClass[] = ['PERSONAL'];
const SENSITIVE: readonly DataClass[] = ['SENSITIVE'];
const FILTER: readonly Capability[] = ['FILTER_EQ', 'FILTER_PREFIX', 'FILTER_RANGE'];
const TELL: readonly Capability[] = [...FILTER, 'SORT', 'GROUP', 'AGGREGATE', 'SEARCH', 'SUBSCRIBE'];
const SEE: readonly Capability[] = ['READ_FULL', ...TELL];

/** What people hold: their roles, and what break-glass adds. */
export const HELD: readonly GrantedRole[] = [...ROLES, BREAK_GLASS];

/** The table "The roles" of docs/access.md, line by line. */
export const TABLE: Readonly<Record<GrantedRole, readonly Row[]>> = {
  SECURITY_ADMIN: [],
  PRIVACY_OFFICER: [
    [OPEN, SEE, ALL],
    [PERSONAL, ['READ_MASKED', 'REVEAL'], ALL],
    [SENSITIVE, ['REVEAL'], ALL],
  ],
  AUDITOR: [
    [OPEN, SEE, ALL],
    [PERSONAL, ['READ_MASKED'], ALL],
  ],
  DATA_STEWARD: [
    [OPEN, [...SEE, 'WRITE', 'EXPORT'], ALL],
    [PERSONAL, [...SEE, 'WRITE', 'EXPORT'], ALL],
    [SENSITIVE, ['WRITE', 'LOOK_UP', 'REVEAL'], ALL],
  ],
  MANAGER: [
    [OPEN, [...SEE, 'WRITE', 'EXPORT'], TEAM_SHARED],
    [OPEN, SEE, POOL],
    [PERSONAL, [...SEE, 'WRITE', 'EXPORT'], TEAM_SHARED],
    [PERSONAL, ['READ_MASKED'], POOL],
    [SENSITIVE, ['WRITE', 'REVEAL'], TEAM],
  ],
  SALES: [
    [OPEN, [...SEE, 'WRITE'], OWN_SHARED],
    [OPEN, SEE, POOL],
    [PERSONAL, [...SEE, 'WRITE'], OWN_SHARED],
    [PERSONAL, ['READ_MASKED'], POOL],
    [SENSITIVE, ['WRITE', 'REVEAL'], OWN],
  ],
  SUPPORT: [
    [OPEN, SEE, CASE_SHARED],
    [PERSONAL, SEE, CASE_SHARED],
    [PERSONAL, ['LOOK_UP'], ALL],
  ],
  ANALYST: [[OPEN, [...FILTER, 'GROUP', 'AGGREGATE'], ALL]],
  VIEWER: [
    [OPEN, SEE, ALL],
    [PERSONAL, ['READ_MASKED'], ALL],
  ],
  BREAK_GLASS: [
    [OPEN, ['READ_FULL', ...FILTER, 'SORT', 'SEARCH'], ALL],
    [PERSONAL, ['READ_FULL', ...FILTER, 'SEARCH'], ALL],
    [SENSITIVE, ['REVEAL'], ALL],
  ],
  PARTNER_DEVELOPER: [],
};

const READS: readonly Permission[] = ['CUSTOMER_READ', 'CUSTOMER_COUNT'];

/** The column "Beyond data" of the same table; who sees, changes or exports customers may call what does. */
export const PERMITTED: Readonly<Record<GrantedRole, readonly Permission[]>> = {
  SECURITY_ADMIN: [
    'USER_MANAGE',
    'POLICY_READ',
    'POLICY_WRITE',
    'SETTINGS_READ',
    'SETTINGS_WRITE',
    'JOB_READ',
    'JOB_MANAGE',
    'AUDIT_READ',
    'TOKEN_OWN',
  ],
  PRIVACY_OFFICER: [
    ...READS,
    'CONSENT_RECORD',
    'PRIVACY_MANAGE',
    'DISCLOSURE_READ',
    'POLICY_READ',
    'SETTINGS_READ',
    'TOKEN_OWN',
  ],
  AUDITOR: [...READS, 'AUDIT_READ', 'DISCLOSURE_READ', 'POLICY_READ', 'SETTINGS_READ', 'JOB_READ'],
  DATA_STEWARD: [
    ...READS,
    'CUSTOMER_WRITE',
    'CUSTOMER_EXPORT',
    'IMPORT_RUN',
    'IMPORT_PURGE',
    'CUSTOMER_MERGE',
    'IDENTITY_READ',
    'CONSENT_RECORD',
    'DISCLOSURE_READ',
    'SETTINGS_READ',
    'JOB_READ',
    'TOKEN_OWN',
  ],
  MANAGER: [
    ...READS,
    'CUSTOMER_WRITE',
    'CUSTOMER_EXPORT',
    'CONSENT_RECORD',
    'CUSTOMER_CLAIM',
    'IDENTITY_READ',
    'CASE_OPEN',
    'TOKEN_OWN',
  ],
  SALES: [...READS, 'CUSTOMER_WRITE', 'CONSENT_RECORD', 'CUSTOMER_CLAIM', 'TOKEN_OWN'],
  // Its grants to group and add up are of no use to it: no figures are called for a case.
  SUPPORT: ['CUSTOMER_READ', 'CUSTOMER_LOOK_UP', 'CASE_OPEN', 'TOKEN_OWN'],
  ANALYST: ['CUSTOMER_COUNT'],
  VIEWER: [...READS, 'TOKEN_OWN'],
  BREAK_GLASS: ['CUSTOMER_READ'],
  PARTNER_DEVELOPER: ['PARTNER_DEVELOP'],
};

/** A line of the table that is otherwise in the policy under test. */
export interface Flip {
  readonly role: GrantedRole;
  readonly dataClass: DataClass;
  readonly capability: Capability;
  /** Whom it is granted for instead. */
  readonly relations: readonly Relation[];
}

/** What the oracle thinks that people with some roles may do. */
export interface Opinion {
  readonly roles: readonly GrantedRole[];
  /** The customers that a capability is granted for; several roles unite for each class and capability by itself. */
  reach(dataClass: DataClass, capability: Capability): ReadonlySet<Relation>;
  /** The customers that exist for the actor: those whose PUBLIC values may be read in full. */
  visible(): ReadonlySet<Relation>;
  /** What of a value of such a customer is shown. */
  shown(dataClass: DataClass, hasMask: boolean, of: Relation): Shown;
  /** Whether an operation runs at all, as far as the values of customers decide it. */
  runs(operation: 'query' | 'mutation' | 'subscription', uses: readonly Use[]): boolean;
}

/** The opinion on some roles; with a flip, what it would be under that other policy. */
export function opinionOn(roles: readonly GrantedRole[], flip?: Flip): Opinion {
  const known = new Map<string, ReadonlySet<Relation>>();

  function reach(dataClass: DataClass, capability: Capability): ReadonlySet<Relation> {
    const key = `${dataClass} ${capability}`;
    const before = known.get(key);
    if (before) return before;
    const now = new Set(roles.flatMap((role) => ofRole(role, dataClass, capability, flip)));
    known.set(key, now);
    return now;
  }
  const visible = () => reach('PUBLIC', 'READ_FULL');

  function shown(dataClass: DataClass, hasMask: boolean, of: Relation): Shown {
    if (!visible().has(of)) return 'ABSENT';
    if (reach(dataClass, 'READ_FULL').has(of)) return 'FULL';
    return hasMask && reach(dataClass, 'READ_MASKED').has(of) ? 'MASKED' : 'HIDDEN';
  }
  // A query without a right to personal values answers null; without any to internal ones it is refused.
  const isReadable = (dataClass: DataClass) => dataClass !== 'INTERNAL' || reach('INTERNAL', 'READ_FULL').size > 0;
  // What changes something, or goes on for long, must not begin when its answer could show nothing.
  const isOpen = (dataClass: DataClass) =>
    reach(dataClass, 'READ_FULL').size + reach(dataClass, 'READ_MASKED').size > 0;

  return {
    roles,
    reach,
    visible,
    shown,
    runs: (operation, uses) =>
      uses.every(({ dataClass, takes }) => {
        if (takes === 'READ') return operation === 'query' ? isReadable(dataClass) : isOpen(dataClass);
        const granted = reach(dataClass, takes);
        return granted.size > 0 && (takes !== 'SORT' || visible().isSubsetOf(granted));
      }),
  };
}

function ofRole(
  role: GrantedRole,
  dataClass: DataClass,
  capability: Capability,
  flip: Flip | undefined,
): readonly Relation[] {
  if (flip?.role === role && flip.dataClass === dataClass && flip.capability === capability) return flip.relations;
  return TABLE[role]
    .filter(([classes, capabilities]) => classes.includes(dataClass) && capabilities.includes(capability))
    .flatMap(([, , scopes]) => scopes);
}
