import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLField,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** What a document may cost at most, in fields that would be answered if every page were full. */
export const COST_CEILING = 50_000;

const PAGE_ARGUMENTS = new Set(['first', 'last', 'limit', 'rows', 'months', 'days']);
// A short list that has no page size (contact points, lines, tags).
const ASSUMED_LIST = 5;

type Variables = Readonly<Record<string, unknown>>;
type CostOf = (variables: Variables) => number;

/** What one answer of a field counts. */
export type WeightOf = (field: GraphQLField<unknown, unknown>) => number;

/**
 * Prepares the cost of an operation: fields times the page sizes above them, through fragments, with page sizes taken
 * from variables when they are there. Static, so it is known before anything is read, and tells nothing about the data.
 * The document must be valid. Every field counts 1 unless `weightOf` says otherwise.
 */
export function prepareCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  weightOf: WeightOf = () => 1,
): CostOf {
  const root = schema.getRootType(operation.operation);
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const defaults = new Map(
    (operation.variableDefinitions ?? []).map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue?.kind === Kind.INT ? Number(defaultValue.value) : undefined,
    ]),
  );
  const byFragment = new Map<string, CostOf>();

  function costOfSet(set: SelectionSetNode, parent: unknown, paged: boolean): CostOf {
    const parts = set.selections.map((selection): CostOf => {
      if (selection.kind === Kind.FIELD) return costOfField(selection, parent, paged);
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const on = selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : parent;
        return costOfSet(selection.selectionSet, on, paged);
      }
      return costOfFragment(selection.name.value, paged);
    });
    return (variables) => parts.reduce((sum, part) => sum + part(variables), 0);
  }
  function costOfFragment(name: string, paged: boolean): CostOf {
    const key = `${name} ${paged}`;
    const known = byFragment.get(key);
    if (known) return known;
    const fragment = fragments.get(name);
    const type = fragment && schema.getType(fragment.typeCondition.name.value);
    const cost = fragment ? costOfSet(fragment.selectionSet, type, paged) : () => 0;
    byFragment.set(key, cost);
    return cost;
  }
  function costOfField(node: FieldNode, parent: unknown, paged: boolean): CostOf {
    const field = fieldOf(parent, node.name.value);
    const weight = field ? weightOf(field) : 1;
    if (!field || !node.selectionSet) return () => weight;
    const type = getNamedType(field.type);
    const size = sizeOf(field, node.arguments ?? [], paged);
    const isPaged = field.args.some(({ name }) => PAGE_ARGUMENTS.has(name));
    const inner = isCompositeType(type) ? costOfSet(node.selectionSet, type, isPaged && !returnsList(field)) : () => 0;
    return (variables) => weight + size(variables) * inner(variables);
  }
  // The page size stands at the connection; its `nodes` and `edges` are that page and do not multiply again.
  function sizeOf(field: GraphQLField<unknown, unknown>, given: readonly ArgumentNode[], paged: boolean): CostOf {
    const page = field.args.filter(({ name }) => PAGE_ARGUMENTS.has(name));
    if (page.length === 0) return () => (returnsList(field) && !paged ? ASSUMED_LIST : 1);
    return (variables) =>
      Math.max(
        1,
        ...page.map(({ name, defaultValue }) => {
          const argument = given.find((one) => one.name.value === name);
          const size = argument ? sizeGiven(argument, variables) : defaultValue;
          return typeof size === 'number' ? size : 0;
        }),
      );
  }
  function sizeGiven(argument: ArgumentNode, variables: Variables): unknown {
    if (argument.value.kind === Kind.INT) return Number(argument.value.value);
    if (argument.value.kind !== Kind.VARIABLE) return 0;
    const name = argument.value.name.value;
    return variables[name] ?? defaults.get(name) ?? 0;
  }

  return costOfSet(operation.selectionSet, root, false);
}

function fieldOf(parent: unknown, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

function returnsList(field: GraphQLField<unknown, unknown>): boolean {
  return isListType(isNonNullType(field.type) ? field.type.ofType : field.type);
}
