import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** What a document written by a caller may hold at most. */
export const DOCUMENT_LIMITS = {
  depth: 10,
  aliases: 15,
  tokens: 2_000,
  directives: 20,
  /** How often one selection set may name the same field. */
  repetitions: 20,
  operations: 1,
} as const;

// Guessing passwords by aliases: each of these runs at most once in a request.
const ONCE = new Set(['signIn', 'signInConfirm', 'stepUp', 'passwordChange', 'totpConfirm', 'passwordSet', 'linkInfo']);

/** Why a document is too much; undefined when it is not. Looks at the text only, so it needs no schema. */
export function documentExcess(document: DocumentNode): string | undefined {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operations.length > DOCUMENT_LIMITS.operations) return 'Send one operation per document.';
  return excessInText(document) ?? operations.map((operation) => excessInShape(document, operation)).find(Boolean);
}

function excessInText(document: DocumentNode): string | undefined {
  let aliases = 0;
  let directives = 0;
  let repeated = false;
  visit(document, {
    SelectionSet: (set) => void (repeated ||= mostRepeated(set) > DOCUMENT_LIMITS.repetitions),
    Field: (field) => void (aliases += field.alias ? 1 : 0),
    Directive: () => void directives++,
  });
  if (aliases > DOCUMENT_LIMITS.aliases) return `The document has more than ${DOCUMENT_LIMITS.aliases} aliases.`;
  if (directives > DOCUMENT_LIMITS.directives)
    return `The document has more than ${DOCUMENT_LIMITS.directives} directives.`;
  return repeated ? `The document asks for the same field more than ${DOCUMENT_LIMITS.repetitions} times.` : undefined;
}

function mostRepeated(set: SelectionSetNode): number {
  const counts = new Map<string, number>();
  for (const selection of set.selections) {
    const name = selection.kind === Kind.INLINE_FRAGMENT ? '...' : selection.name.value;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

function excessInShape(document: DocumentNode, operation: OperationDefinitionNode): string | undefined {
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const depthOf = new Map<string, number>();
  const onceSeen = new Set<string>();
  let problem: string | undefined;

  // A fragment that is being measured already is a cycle: it has no depth, and validation will name it.
  function depth(set: SelectionSetNode, level: number): number {
    let deepest = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        if (level === 0) noteRoot(selection.name.value);
        deepest = Math.max(deepest, 1 + (selection.selectionSet ? depth(selection.selectionSet, level + 1) : 0));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        deepest = Math.max(deepest, depth(selection.selectionSet, level));
      } else {
        deepest = Math.max(deepest, depthOfFragment(selection.name.value, level));
      }
    }
    return deepest;
  }
  function depthOfFragment(name: string, level: number): number {
    const key = level === 0 ? `root ${name}` : name;
    const known = depthOf.get(key);
    if (known !== undefined) return known;
    depthOf.set(key, 0);
    const fragment = fragments.get(name);
    const found = fragment ? depth(fragment.selectionSet, level) : 0;
    depthOf.set(key, found);
    return found;
  }
  function noteRoot(name: string): void {
    if (!ONCE.has(name)) return;
    if (onceSeen.has(name)) problem = `${name} can be asked for once in a document.`;
    onceSeen.add(name);
  }

  const found = depth(operation.selectionSet, 0);
  if (found > DOCUMENT_LIMITS.depth) return `The document is deeper than ${DOCUMENT_LIMITS.depth} fields.`;
  return problem;
}
