import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

// By place in a parsed document and path; documents are kept and run again.
const known = new WeakMap<FieldNode, Map<string, boolean>>();

/**
 * Whether the value of the field that is being resolved is asked for a field, under whatever alias or condition. `path` is the
 * field's name, or for a field of its fields the names with dots between them: `lines.product`.
 */
export function asksFor(info: GraphQLResolveInfo, path: string): boolean {
  return info.fieldNodes.some((node) => {
    let answers = known.get(node);
    if (!answers) known.set(node, (answers = new Map()));
    let answer = answers.get(path);
    if (answer === undefined) answers.set(path, (answer = asks(info, node, path.split('.'))));
    return answer;
  });
}

function asks(info: GraphQLResolveInfo, node: FieldNode, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return true;
  return fieldsIn(info, node.selectionSet).some((field) => field.name.value === name && asks(info, field, rest));
}

/** The fields that a selection asks for, those of its fragments included, whatever their conditions. */
export function fieldsIn(info: GraphQLResolveInfo, selection: SelectionSetNode | undefined): FieldNode[] {
  return (selection?.selections ?? []).flatMap((part) => {
    if (part.kind === Kind.FIELD) return [part];
    if (part.kind === Kind.INLINE_FRAGMENT) return fieldsIn(info, part.selectionSet);
    return fieldsIn(info, info.fragments[part.name.value]?.selectionSet);
  });
}
