import { createContext } from '../../../platform/context/context.ts';
import { SYSTEM } from '../../../platform/context/actor.ts';
import type { TestApp } from '../../../app/testing/test-app.ts';
import { openIdentifiers } from '../../customer/index.ts';

/** Everything that imports fill; sources stay, so that they keep their priority. */
const FILLED_BY_IMPORTS = [
  'search_token',
  'customer_tag',
  'tag',
  'contact_point',
  'address',
  'identifier',
  'source_record',
  'number_alias',
  'customer',
  'order_line',
  'order_line_version',
  'purchase_order',
  'import_order',
  'product',
  'product_name',
  'import_rejected_row',
  'import_run',
  'uploaded_file',
] as const;

/** Forgets every customer, purchase and import: cheaper than a new database. */
export async function clearBusinessTables(app: TestApp): Promise<void> {
  await app.services.db.transaction(async (trx) => {
    for (const table of FILLED_BY_IMPORTS) await trx.deleteFrom(table).execute();
  });
}

const CUSTOMERS = `{ customers(first: 100) { nodes {
  kind name familyName givenName gender birthDate employer jobTitle industry size note stage grade status
  country province city district completeness tags { name }
  contactPoints { type label value isPrimary isValid holderName source { code } }
  addresses { type text isPrimary source { code } }
  id
  facts { field chosen { value raw source { code } } alternatives { value raw source { code } } }
  otherData { column value }
  sourceRecords { externalId channel source { code } }
  orderStats { count totals { amount currency } }
  orders(first: 100) { nodes { number } }
} } }`;
const ORDERS = `{ orders(first: 100) { nodes {
  number placedAt status lineCount total { amount currency } source { code } customer { name id }
  lines { code description kind quantity unitPrice amount { amount currency } }
} } }`;
const PRODUCTS = `{ products(first: 100) { nodes { code name } } }`;

/** What the API shows of all customers, purchases and products, without keys, numbers and times of recording. */
export async function shownByApi(app: TestApp): Promise<Record<string, readonly string[]>> {
  const ctx = createContext(app.services, { actor: SYSTEM, locale: 'en', requestId: 'shown' });
  const { customers } = await app.data(ctx, CUSTOMERS);
  const { orders } = await app.data(ctx, ORDERS);
  const { products } = await app.data(ctx, PRODUCTS);
  const documents = await documentsByCustomer(app);
  const withDocuments = (node: { id: string }) => ({
    ...node,
    id: undefined,
    identifiers: documents.get(node.id) ?? [],
  });
  const sorted = (nodes: object[]) => nodes.map((node) => JSON.stringify(node)).toSorted();
  return {
    customers: sorted(customers.nodes.map(withDocuments)),
    orders: sorted(
      orders.nodes.map((order: { customer: { id: string } | null }) => ({
        ...order,
        customer: order.customer && withDocuments(order.customer),
      })),
    ),
    products: sorted(products.nodes),
  };
}

// No list shows documents: they are read where they lie.
async function documentsByCustomer({ services }: TestApp): Promise<ReadonlyMap<string, readonly object[]>> {
  const rows = await services.db.read
    .selectFrom('identifier')
    .innerJoin('source', 'source.id', 'identifier.source_id')
    .select([
      'customer_id',
      'identifier.id as id',
      'subject_id',
      'type',
      'issuer',
      'is_valid',
      'sealed',
      'source.code as source',
    ])
    .orderBy('identifier.position')
    .execute();
  const opened = await openIdentifiers(services, 'TEST', rows);
  return new Map(
    [...Map.groupBy(opened, ({ customer_id }) => services.publicIds.encode('cus', customer_id))].map(([id, own]) => [
      id,
      own.map(({ type, issuer, content, is_valid: isValid, source }) => ({
        type,
        issuer,
        ...content,
        isValid,
        source,
      })),
    ]),
  );
}
