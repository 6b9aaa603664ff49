import { getNamedType, type GraphQLObjectType, type GraphQLSchema, isObjectType, parse, print } from 'graphql';

/**
 * An operation to begin with: all that the schema of an app gives of a page of customers, or of one where it has no list. Undefined
 * for a schema with neither.
 */
export function exampleOperation(schema: GraphQLSchema): string | undefined {
  const ways = schema.getQueryType()?.getFields() ?? {};
  const customer = schema.getType('Customer');
  if (!isObjectType(customer)) return undefined;
  const fields = selectionOf(customer, []);
  if (ways['customers'])
    return print(
      parse(`query Customers($after: String) {
        customers(first: 10, after: $after) { nodes ${fields} pageInfo { hasNextPage endCursor } } }`),
    );
  return ways['customer'] ? print(parse(`query Customer($id: ID!) { customer(id: $id) ${fields} }`)) : undefined;
}

function selectionOf(type: GraphQLObjectType, above: readonly GraphQLObjectType[]): string {
  const texts = Object.values(type.getFields()).flatMap((field) => {
    const held = getNamedType(field.type);
    if (!isObjectType(held)) return [field.name];
    return above.includes(held) || held === type ? [] : [`${field.name} ${selectionOf(held, [...above, type])}`];
  });
  return `{ ${texts.join(' ')} }`;
}
