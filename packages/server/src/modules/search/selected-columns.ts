import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql';
import { fieldsIn } from '../../platform/graphql/selections.ts';
import { CUSTOMER_SELECTION, type CustomerColumn } from '../customer/index.ts';

/** Columns that computed fields need. */
const NEEDED_BY: Readonly<Record<string, readonly CustomerColumn[]>> = {
  owner: ['ownerKey'],
  version: ['versionNumber'],
  viewerCan: ['status'],
};

// One entry per place of a parsed document; documents are kept and run again, so this is read once each.
const known = new WeakMap<FieldNode, readonly CustomerColumn[]>();

/** The columns of a customer that the fields asked for inside `nodes` or `edges { node }` need. */
export function selectedColumns(info: GraphQLResolveInfo): readonly CustomerColumn[] {
  const [field] = info.fieldNodes;
  if (!field || info.fieldNodes.length > 1)
    return columnsOf(new Set(info.fieldNodes.flatMap((node) => namesBelow(info, node.selectionSet))));
  const before = known.get(field);
  if (before) return before;
  const columns = columnsOf(new Set(namesBelow(info, field.selectionSet)));
  known.set(field, columns);
  return columns;
}

function columnsOf(names: ReadonlySet<string>): CustomerColumn[] {
  const columns = new Set<CustomerColumn>(['key']);
  for (const name of names) {
    if (name in CUSTOMER_SELECTION) columns.add(name as CustomerColumn);
    for (const column of NEEDED_BY[name] ?? []) columns.add(column);
  }
  return [...columns];
}

/** The names of the fields of the nodes: everything within `nodes`, and within `node` of `edges`. */
function namesBelow(info: GraphQLResolveInfo, selection: SelectionSetNode | undefined): string[] {
  return fieldsIn(info, selection).flatMap(({ name: { value: name }, selectionSet }) => {
    if (name === 'edges') return namesBelow(info, selectionSet);
    if (name !== 'nodes' && name !== 'node') return [];
    return fieldsIn(info, selectionSet).map((field) => field.name.value);
  });
}
