import type { TeamRowFragment } from '../../../gql/graphql.ts';

/** A team with its parts, as a tree shows it. */
export interface TeamNode {
  readonly team: TeamRowFragment;
  readonly children: readonly TeamNode[];
}

/** The teams as a tree, by name. */
export function teamTree(teams: readonly TeamRowFragment[]): TeamNode[] {
  const known = new Set(teams.map(({ id }) => id));
  const parts = Map.groupBy(teams, ({ parentId }) => (parentId && known.has(parentId) ? parentId : ''));
  const below = (parent: string): TeamNode[] =>
    (parts.get(parent) ?? [])
      .toSorted((a, b) => a.name.localeCompare(b.name, 'zh-CN'))
      .map((team) => ({ team, children: below(team.id) }));
  return below('');
}

/** A team with how deep it stands, for lists that are indented. */
export interface TeamLine {
  readonly team: TeamRowFragment;
  readonly depth: number;
}

/** The tree as lines from top to bottom. */
export function teamLines(nodes: readonly TeamNode[], depth = 0): TeamLine[] {
  return nodes.flatMap(({ team, children }) => [{ team, depth }, ...teamLines(children, depth + 1)]);
}

/** The teams that a team can be moved under: all but itself and what is below it. */
export function possibleParents(teams: readonly TeamRowFragment[], moved: string | undefined): TeamLine[] {
  const without = (nodes: readonly TeamNode[]): TeamNode[] =>
    nodes.flatMap((node) => (node.team.id === moved ? [] : [{ team: node.team, children: without(node.children) }]));
  return teamLines(without(teamTree(teams)));
}
