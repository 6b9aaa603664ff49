import { asking, type Asking, type Attack, says } from '../attack.ts';

const UNION = "x' union select email from staff_user where email like 'user%";
const leaked = says(() => '@acme.example');

/** A text that ends the one it stands in, and goes on with a statement. */
const sql = (id: string, where: string, document: string, rest: Partial<Asking> = {}): Attack =>
  asking({
    id: `sql-${id}`,
    title: `SQL in ${where}`,
    threat: 'INJECTION',
    without: 'bound parameters',
    as: 'steward',
    document,
    variables: () => ({ text: UNION }),
    gains: leaked,
    ...rest,
  });

/** A text of wildcards that finds everything. */
const wildcard = (id: string, where: string, document: string, list: string, rest: Partial<Asking> = {}): Attack =>
  asking({
    id: `wildcard-${id}`,
    title: `Wildcards in ${where}`,
    threat: 'INJECTION',
    without: 'bound parameters',
    as: 'steward',
    document,
    variables: () => ({ text: '%_%' }),
    gains: ({ json }) => {
      const found = json?.data?.[list];
      return (found?.nodes ?? found ?? []).length > 0;
    },
    ...rest,
  });

/** Text that becomes part of a command: every text argument of the API has a statement of its own. */
export const INJECTION: readonly Attack[] = [
  sql('tags', 'the search for tags', 'query ($text: String) { tags(search: $text) { name } }'),
  sql('products', 'the search for products', 'query ($text: String) { products(search: $text) { nodes { name } } }'),
  sql('users', 'the search for users', 'query ($text: String) { users(search: $text) { name } }', {
    as: 'guardian',
    gains: says(() => 'There are'),
  }),
  sql('colleagues', 'the search for colleagues', 'query ($text: String) { colleagues(search: $text) { name } }', {
    gains: says(() => 'There are'),
  }),
  sql('customers', 'the search for customers', 'query ($text: String) { customers(search: $text) { nodes { id } } }'),
  sql(
    'filter',
    'a filter on names',
    'query ($text: String) { customers(filter: { name: { contains: $text } }) { nodes { id } } }',
  ),
  sql(
    'filter-list',
    'a list of values',
    'query ($text: String!) { customers(filter: { city: { in: ["x", $text] } }) { nodes { id } } }',
  ),
  sql(
    'orders',
    'the number of an order',
    'query ($text: String) { orders(filter: { number: { startsWith: $text } }) { nodes { id } } }',
  ),
  sql('groups', 'the filter of groups', 'query ($text: String) { customerGroups(by: STAGE, search: $text) { count } }'),
  sql('number', 'a customer number', 'query ($text: String!) { customerByNumber(number: $text) { verdict } }'),
  sql(
    'duplicates',
    'the check for duplicates',
    'query ($text: String) { customerDuplicates(input: { name: $text }) { customer { id } } }',
  ),
  sql('link', 'a one-time link', 'query ($text: String!) { linkInfo(token: $text) { email } }', { as: 'anonymous' }),
  sql(
    'look-up',
    'a look-up',
    'mutation ($text: String) { customerLookUp(input: { externalId: $text }) { found { id } } }',
    { as: 'support' },
  ),
  sql(
    'sign-in',
    'the address of a sign-in',
    'mutation ($text: String!) { signIn(input: { email: $text, password: "x" }) { userErrors { code } } }',
    { as: 'anonymous' },
  ),
  wildcard('tags', 'the search for tags', 'query ($text: String) { tags(search: $text) { name } }', 'tags'),
  wildcard(
    'products',
    'the search for products',
    'query ($text: String) { products(search: $text) { nodes { id } } }',
    'products',
  ),
  wildcard('users', 'the search for users', 'query ($text: String) { users(search: $text) { name } }', 'users', {
    as: 'guardian',
  }),
  wildcard(
    'names',
    'a filter on names',
    'query ($text: String) { customers(filter: { name: { contains: $text } }) { nodes { id } } }',
    'customers',
  ),
  wildcard(
    'numbers',
    'a filter on numbers',
    'query ($text: String) { customers(filter: { number: { startsWith: $text } }) { nodes { id } } }',
    'customers',
  ),
  wildcard(
    'orders',
    'a filter on orders',
    'query ($text: String) { orders(filter: { number: { contains: $text } }) { nodes { id } } }',
    'orders',
  ),
];
