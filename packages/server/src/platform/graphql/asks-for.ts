import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

// One entry per place of a parsed document; documents are kept and run again.
const known = new WeakMap<FieldNode, ReadonlySet<string>>();

/** Whether the value of the field that is being resolved is asked for its field `name`, under whatever alias or condition. */
export function asksFor(info: GraphQLResolveInfo, name: string): boolean {
  return info.fieldNodes.some((node) => {
    let names = known.get(node);
    if (!names) known.set(node, (names = new Set(namesIn(info, node.selectionSet))));
    return names.has(name);
  });
}

function namesIn(info: GraphQLResolveInfo, selection: SelectionSetNode | undefined): string[] {
  return (selection?.selections ?? []).flatMap((part) => {
    if (part.kind === Kind.FIELD) return [part.name.value];
    if (part.kind === Kind.INLINE_FRAGMENT) return namesIn(info, part.selectionSet);
    return namesIn(info, info.fragments[part.name.value]?.selectionSet);
  });
}
