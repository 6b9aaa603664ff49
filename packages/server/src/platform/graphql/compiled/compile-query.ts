import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { collectFields, type CollectedField, Unplannable } from './collect-fields.ts';
import { completerOf } from './complete-value.ts';
import type { FieldPlan, QueryPlan, Variables } from './plan.ts';

/**
 * Works out once how a valid query is run: its fields, their arguments, how each value is completed. Undefined for what is
 * left to graphql-js: mutations and subscriptions, introspection, interfaces and unions, and a key that stands twice under
 * different conditions.
 *
 * The algorithm is that of the GraphQL specification (October 2021), sections 6.3 and 6.4, for answers without errors. Error
 * handling is not repeated here: a run that meets one is given up and graphql-js runs the document from the start, which
 * queries allow because they change nothing.
 */
export function compileQuery(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): QueryPlan | undefined {
  const rootType = schema.getQueryType();
  if (operation.operation !== 'query' || !rootType) return undefined;
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  // What resolvers are told of the document; the object has no prototype, as in graphql-js.
  const fragmentsByName: GraphQLResolveInfo['fragments'] = Object.assign(
    Object.create(null),
    Object.fromEntries(fragments),
  );
  let count = 0;

  function planFields(
    type: GraphQLObjectType,
    nodes: readonly FieldNode[],
    path: GraphQLResolveInfo['path'] | undefined,
  ): FieldPlan[] {
    const selections =
      path === undefined ? [operation.selectionSet] : nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    return collectFields(schema, fragments, type, selections).map((collected) => planField(type, collected, path));
  }

  function planField(
    type: GraphQLObjectType,
    collected: CollectedField,
    before: GraphQLResolveInfo['path'] | undefined,
  ): FieldPlan {
    const { key, nodes, condition } = collected;
    const [node] = nodes;
    const name = node.name.value;
    const index = count++;
    const path = { prev: before, key, typename: type.name };
    const field = name === '__typename' ? undefined : type.getFields()[name];
    if (name === '__typename') return typeNamePlan(key, index, type, condition);
    if (!field) throw new Unplannable(`the field ${type.name}.${name}`);
    const isStatic = !usesVariables(node);
    const argsOf = (variables: Variables) => getArgumentValues(field, node, variables);
    return {
      key,
      name,
      index,
      field,
      resolve: field.resolve,
      staticArgs: isStatic ? argsOf({}) : undefined,
      argsOf,
      condition,
      // The path has no list indexes here: it tells where in the document, not where in the answer.
      infoOf: (variableValues) => ({
        fieldName: name,
        fieldNodes: nodes,
        returnType: field.type,
        parentType: type,
        path,
        schema,
        fragments: fragmentsByName,
        rootValue: undefined,
        operation,
        variableValues,
      }),
      complete: completerOf(field.type, (object) => planFields(object, nodes, path)),
    };
  }

  try {
    const fields = planFields(rootType, [], undefined);
    return { schema, document, operation, rootType, fields, count };
  } catch (error) {
    if (error instanceof Unplannable) return undefined;
    throw error;
  }
}

function typeNamePlan(
  key: string,
  index: number,
  type: GraphQLObjectType,
  condition: FieldPlan['condition'],
): FieldPlan {
  const [anyField] = Object.values(type.getFields());
  if (!anyField) throw new Unplannable('a type without fields');
  return {
    key,
    name: '__typename',
    index,
    field: anyField,
    resolve: () => type.name,
    staticArgs: {},
    argsOf: () => ({}),
    condition,
    infoOf: () => NO_INFO,
    complete: (value, at, place) => void (at[place] = value),
  };
}

// The name of a type needs to know nothing.
const NO_INFO = {} as GraphQLResolveInfo;

function usesVariables(node: FieldNode): boolean {
  let uses = false;
  for (const argument of node.arguments ?? []) visit(argument, { Variable: () => void (uses = true) });
  return uses;
}
