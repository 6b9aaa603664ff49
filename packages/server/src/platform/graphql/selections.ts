import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

// One entry per place of a parsed document; documents are kept and run again.
const known = new WeakMap<FieldNode, ReadonlySet<string>>();

/** Whether the value of the field that is being resolved is asked for its field `name`, under whatever alias or condition. */
export function asksFor(info: GraphQLResolveInfo, name: string): boolean {
  return info.fieldNodes.some((node) => {
    let names = known.get(node);
    if (!names) known.set(node, (names = new Set(fieldsIn(info, node.selectionSet).map((field) => field.name.value))));
    return names.has(name);
  });
}

/** The fields that a selection asks for, those of its fragments included, whatever their conditions. */
export function fieldsIn(info: GraphQLResolveInfo, selection: SelectionSetNode | undefined): FieldNode[] {
  return (selection?.selections ?? []).flatMap((part) => {
    if (part.kind === Kind.FIELD) return [part];
    if (part.kind === Kind.INLINE_FRAGMENT) return fieldsIn(info, part.selectionSet);
    return fieldsIn(info, info.fragments[part.name.value]?.selectionSet);
  });
}
