import { CAPABILITIES } from '@dossier/shared/access';
import type { AccessRoleRowFragment, Capability, DataClass, RowScope } from '../../../gql/graphql.ts';

/** What a role may do with values of one class, of the same customers. TELL stands for every way to use them in a question. */
export interface RoleLine {
  readonly capabilities: readonly (Capability | 'TELL')[];
  readonly scopes: readonly RowScope[];
}

/** Whoever has all of these may use values in any question, and is told the answer. */
const ASKING: readonly Capability[] = [
  'FILTER_EQ',
  'FILTER_PREFIX',
  'FILTER_RANGE',
  'SORT',
  'GROUP',
  'AGGREGATE',
  'SEARCH',
  'SUBSCRIBE',
];

/** A role's grants on a class in the fewest lines: capabilities for the same customers stand together. */
export function roleLines(role: Pick<AccessRoleRowFragment, 'grants'>, dataClass: DataClass): readonly RoleLine[] {
  const lines = new Map<string, { capabilities: Capability[]; scopes: readonly RowScope[] }>();
  const ordered = role.grants
    .filter((grant) => grant.dataClass === dataClass)
    .toSorted((a, b) => CAPABILITIES.indexOf(a.capability) - CAPABILITIES.indexOf(b.capability));
  for (const { capability, scopes } of ordered) {
    const key = scopes.toSorted().join(' ');
    const line = lines.get(key) ?? { capabilities: [], scopes };
    line.capabilities.push(capability);
    lines.set(key, line);
  }
  return [...lines.values()].map(({ capabilities, scopes }) => ({ capabilities: collapsed(capabilities), scopes }));
}

function collapsed(capabilities: readonly Capability[]): readonly (Capability | 'TELL')[] {
  if (!ASKING.every((one) => capabilities.includes(one))) return capabilities;
  return [...new Set(capabilities.map((one) => (ASKING.includes(one) ? 'TELL' : one)))];
}
