import { type FieldNode, getNamedType, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';
import { fieldsIn } from '../../../platform/graphql/selections.ts';
import { CUSTOMER_SELECTION, type CustomerColumn } from './customer.repository.ts';

/** Columns that computed fields need. */
const NEEDED_BY: Readonly<Record<string, readonly CustomerColumn[]>> = {
  owner: ['ownerKey'],
  version: ['versionNumber'],
  viewerCan: ['status', 'ownerKey'],
};

// One entry per place of a parsed document; documents are kept and run again, so this is read once each.
const known = new WeakMap<FieldNode, readonly CustomerColumn[]>();

/**
 * The columns of a customer that the fields asked for need, where the field that is being resolved is a customer, a connection
 * of customers, or a payload with one.
 */
export function selectedColumns(info: GraphQLResolveInfo): readonly CustomerColumn[] {
  const namesOf = ({ selectionSet }: FieldNode) =>
    getNamedType(info.returnType).name === 'Customer' ? namesIn(info, selectionSet) : namesBelow(info, selectionSet);
  const [field] = info.fieldNodes;
  if (!field || info.fieldNodes.length > 1) return columnsOf(new Set(info.fieldNodes.flatMap(namesOf)));
  const before = known.get(field);
  if (before) return before;
  const columns = columnsOf(new Set(namesOf(field)));
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

/** Where connections and payloads have their customers. */
const HOLDERS = new Set(['nodes', 'node', 'customer']);

/** The names of the fields of customers further in; `edges` hold them in their `node`. */
function namesBelow(info: GraphQLResolveInfo, selection: SelectionSetNode | undefined): string[] {
  return fieldsIn(info, selection).flatMap(({ name: { value: name }, selectionSet }) => {
    if (name === 'edges') return namesBelow(info, selectionSet);
    return HOLDERS.has(name) ? namesIn(info, selectionSet) : [];
  });
}

function namesIn(info: GraphQLResolveInfo, selection: SelectionSetNode | undefined): string[] {
  return fieldsIn(info, selection).map(({ name }) => name.value);
}
