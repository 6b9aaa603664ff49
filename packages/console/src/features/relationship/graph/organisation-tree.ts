import type { RelationshipType } from '../../../gql/graphql.ts';
import type { Graph } from './graph-option.ts';

/** An organisation in its tree, with what it is to the one above, and what is below. */
export interface TreeNode {
  readonly customer: Graph['nodes'][number]['customer'];
  /** None at the top. */
  readonly type: RelationshipType | undefined;
  readonly below: readonly TreeNode[];
  /** It stands elsewhere in the tree, with what is below it: merging can bring about two parents, and circles. */
  readonly isRepeated: boolean;
}

/** The trees in a graph of parents and head offices: those with nobody above at the top, or, in a circle, the nearest customer. */
export function organisationTrees({ nodes, edges }: Graph): TreeNode[] {
  const customers = new Map(nodes.map(({ customer }) => [customer.id, customer]));
  const children = Map.groupBy(edges, ({ from }) => from?.id);
  const hasParent = new Set(edges.map(({ to }) => to?.id));
  const shown = new Set<string>();
  const grow = (id: string, type: RelationshipType | undefined): TreeNode[] => {
    const customer = customers.get(id);
    if (!customer) return [];
    if (shown.has(id)) return [{ customer, type, below: [], isRepeated: true }];
    shown.add(id);
    const below = (children.get(id) ?? []).flatMap((edge) => grow(edge.to?.id ?? '', edge.type));
    return [{ customer, type, below, isRepeated: false }];
  };
  const trees = nodes
    .filter(({ customer }) => !hasParent.has(customer.id))
    .flatMap(({ customer }) => grow(customer.id, undefined));
  // What is left goes round in circles.
  return [...trees, ...nodes.flatMap(({ customer }) => (shown.has(customer.id) ? [] : grow(customer.id, undefined)))];
}
