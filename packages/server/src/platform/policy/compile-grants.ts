import {
  type Capability,
  CAPABILITIES,
  DATA_CLASSES,
  type DataClass,
  type Permission,
  type Policy,
  type RowScope,
  SIGN_IN_RULES,
} from '@dossier/shared/access';

/** How much of a value may be seen. */
export type Level = 'NONE' | 'MASKED' | 'FULL';

/** Which customers something is granted for: the scopes unite. None: nobody; ALL: everybody. */
export type Reach = readonly RowScope[];

/** One grant of one role: what an explanation names. */
export interface GrantRule {
  /** For example `SALES/PERSONAL/READ_FULL/OWN`. */
  readonly id: string;
  readonly role: string;
  readonly dataClass: DataClass;
  readonly capability: Capability;
  readonly scope: RowScope;
}

/** What the row scopes of one person mean: facts about them that change with their teams and regions. */
export interface Standing {
  readonly userId: number;
  /** Whose customers TEAM is about: everybody in one's teams and in those below. MANY: too many to name, statements look them up. */
  readonly teamMembers: readonly number[] | 'MANY';
  /** What TERRITORY is about: regions as `CN`, `CN/广东省` or `CN/广东省/深圳市`. */
  readonly territories: readonly string[];
}

/** What an actor may do, worked out once from the policy and their roles. */
export interface CompiledGrants {
  readonly permissions: ReadonlySet<Permission>;
  /** The customers that a capability on a class is granted for. */
  readonly reach: (dataClass: DataClass, capability: Capability) => Reach;
  /** The grants of a capability on a class, for explanations. */
  readonly rules: (dataClass: DataClass, capability: Capability) => readonly GrantRule[];
  /** The customers that exist for this actor at all. */
  readonly visible: Reach;
  /** How much of the values of a class may be seen; BY_ROW when it depends on the customer. */
  readonly level: (dataClass: DataClass) => Level | 'BY_ROW';
  /** Has figures about customers whom they do not see: small groups are hidden, figures rounded. */
  readonly aggregatesOnly: boolean;
  /** Must have a second factor whatever their rights are, because everybody must. */
  readonly secondFactorForAll: boolean;
  readonly standing: Standing;
}

/** Nobody's customers. */
export const NOWHERE: Reach = [];
/** Everybody's. */
export const EVERYWHERE: Reach = ['ALL'];

/** Whether a reach is every customer. */
export function isEverywhere(reach: Reach): boolean {
  return reach.includes('ALL');
}

/** Whether all customers of a reach are in another one for sure, by the scopes alone. */
export function isWithin(reach: Reach, wider: Reach): boolean {
  return isEverywhere(wider) || reach.every((scope) => wider.includes(scope));
}

/** Unites the grants of some roles. Scopes unite per capability and class, never across: each pair is looked at by itself. */
export function compileGrants(policy: Policy, roles: readonly string[], standing: Standing): CompiledGrants {
  const held = roles.flatMap((code) => {
    const role = policy.roles[code];
    return role ? [{ code, role }] : [];
  });
  const rules = new Map<string, readonly GrantRule[]>();
  const reaches = new Map<string, Reach>();
  for (const dataClass of DATA_CLASSES)
    for (const capability of CAPABILITIES) {
      const granted = held.flatMap(({ code, role }) =>
        (role.grants[dataClass]?.[capability] ?? []).map((scope) => ({
          id: `${code}/${dataClass}/${capability}/${scope}`,
          role: code,
          dataClass,
          capability,
          scope,
        })),
      );
      const scopes = [...new Set(granted.map(({ scope }) => scope))];
      rules.set(`${dataClass} ${capability}`, granted);
      reaches.set(`${dataClass} ${capability}`, scopes.includes('ALL') ? EVERYWHERE : scopes);
    }
  const reach = (dataClass: DataClass, capability: Capability) => reaches.get(`${dataClass} ${capability}`) ?? NOWHERE;
  const visible = reach('PUBLIC', 'READ_FULL');
  const levels = Object.fromEntries(
    DATA_CLASSES.map((dataClass) => [
      dataClass,
      levelOf(visible, reach(dataClass, 'READ_FULL'), reach(dataClass, 'READ_MASKED')),
    ]),
  ) as Record<DataClass, Level | 'BY_ROW'>; // Of all classes.
  return {
    permissions: new Set(held.flatMap(({ role }) => role.permissions)),
    reach,
    rules: (dataClass, capability) => rules.get(`${dataClass} ${capability}`) ?? [],
    visible,
    level: (dataClass) => levels[dataClass],
    // Another role beside it shows some customers, and does not make the figures about all the others exact.
    aggregatesOnly: held.some(({ role }) => role.aggregatesOnly) && !isWithin(reach('INTERNAL', 'AGGREGATE'), visible),
    secondFactorForAll: (policy.signIn ?? SIGN_IN_RULES).secondFactorForAll,
    standing,
  };
}

function levelOf(visible: Reach, full: Reach, masked: Reach): Level | 'BY_ROW' {
  if (visible.length === 0) return 'NONE';
  if (isWithin(visible, full)) return 'FULL';
  if (full.length > 0) return 'BY_ROW';
  if (isWithin(visible, masked)) return 'MASKED';
  return masked.length > 0 ? 'BY_ROW' : 'NONE';
}
