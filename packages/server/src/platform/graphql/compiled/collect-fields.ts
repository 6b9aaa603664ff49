import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Variables } from './plan.ts';

type Condition = (variables: Variables) => boolean;

/** The fields of one key of the answer. */
export interface CollectedField {
  readonly key: string;
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
  readonly condition: Condition | undefined;
}

/** The document has something that plans do not cover. */
export class Unplannable extends Error {
  constructor(what: string) {
    super(`not planned: ${what}`);
    this.name = 'Unplannable';
  }
}

/**
 * The fields that selection sets ask of an object type, by key and in order (GraphQL specification, section 6.3.2), with the
 * conditions that variables decide left open.
 *
 * @throws Unplannable when a key stands twice and not under the same condition
 */
export function collectFields(
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
): readonly CollectedField[] {
  const byKey = new Map<
    string,
    { nodes: [FieldNode, ...FieldNode[]]; condition: Condition | undefined; means: string }
  >();
  const visited = new Set<string>();
  for (const { selections } of selectionSets) collect(selections, []);
  return [...byKey].map(([key, { nodes, condition }]) => ({ key, nodes, condition }));

  function collect(selections: readonly SelectionNode[], outer: readonly Open[]): void {
    for (const selection of selections) {
      const own = openConditions(selection.directives ?? []);
      if (own === 'never') continue;
      const open = [...outer, ...own];
      if (selection.kind === Kind.FIELD) addField(selection, open);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(selection.typeCondition?.name.value)) collect(selection.selectionSet.selections, open);
      } else {
        const fragment = fragments.get(selection.name.value);
        // A fragment under a condition may come again without: only those that surely stood are left out.
        if (!fragment || visited.has(fragment.name.value)) continue;
        if (open.length === 0) visited.add(fragment.name.value);
        if (applies(fragment.typeCondition.name.value)) collect(fragment.selectionSet.selections, open);
      }
    }
  }

  function addField(node: FieldNode, open: readonly Open[]): void {
    const key = node.alias?.value ?? node.name.value;
    // A legal name, but not a key like others in a plain object.
    if (key === '__proto__') throw new Unplannable(key);
    const means = open.map(({ variable, wanted }) => `${wanted}:${variable}`).join();
    const known = byKey.get(key);
    if (!known) return void byKey.set(key, { nodes: [node], condition: together(open), means });
    if (known.means !== means) throw new Unplannable(`${key} under two conditions`);
    known.nodes.push(node);
  }

  function applies(condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return true;
    const wanted = schema.getType(condition);
    return isAbstractType(wanted) && schema.isSubType(wanted, type);
  }
}

/** A condition that a variable decides. */
interface Open {
  readonly variable: string;
  readonly wanted: boolean;
}

function openConditions(directives: readonly DirectiveNode[]): readonly Open[] | 'never' {
  const open: Open[] = [];
  for (const directive of directives) {
    const name = directive.name.value;
    if (name !== 'skip' && name !== 'include') throw new Unplannable(`@${name}`);
    const value = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
    if (value?.kind === Kind.VARIABLE) open.push({ variable: value.name.value, wanted: name === 'include' });
    else if (value?.kind !== Kind.BOOLEAN) throw new Unplannable(`@${name} without a boolean`);
    else if (value.value !== (name === 'include')) return 'never';
  }
  return open;
}

function together(open: readonly Open[]): Condition | undefined {
  if (open.length === 0) return undefined;
  return (variables) =>
    open.every(({ variable, wanted }) => {
      const value = variables[variable];
      // A variable without a value: graphql-js finds the words for it.
      if (typeof value !== 'boolean') throw new Unplannable(`$${variable} without a value`);
      return value === wanted;
    });
}
