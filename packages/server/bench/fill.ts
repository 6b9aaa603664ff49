import { nameTokens } from '@dossier/shared/search';
import { drawChineseName } from '../src/app/demo/chinese-names.ts';
import { drawMobile } from '../src/app/demo/phones.ts';
import { drawChinesePlace } from '../src/app/demo/places.ts';
import { PRODUCTS } from '../src/app/demo/products.ts';
import { type Random, randomFor } from '../src/app/demo/random.ts';
import { nameSortOf } from '../src/modules/customer/index.ts';
import { sealContactPoint, sealDocument } from '../src/modules/customer/sealed/seal-rows.ts';
import { beginSeals, makeKeys, type SealingOn, type Seals } from '../src/modules/customer/sealed/seals.ts';
import { bulkInsert } from '../src/platform/database/bulk-insert.ts';
import type { Row, Tables, Trx } from '../src/platform/database/tables.ts';

/** The customers of a bench: what stands where, so that questions can be asked about it. */
export interface Filled {
  /** Key of the first customer; the others follow it. */
  readonly firstId: number;
  readonly customers: number;
  readonly provinces: readonly string[];
  readonly stages: readonly string[];
  /** Milliseconds since 1970 of the first customer; each next one came a second later. */
  readonly since: number;
}

const PER_TRANSACTION = 1_000;
const STAGES = ['LEAD', 'PROSPECT', 'CUSTOMER', 'LOYAL', 'DORMANT'];
const GRADES = ['A', 'B', 'C', 'D'];
const SINCE = Date.UTC(2024, 0, 1);
const SOURCE = 1;
/** Keys that one customer's rows take: itself, its record, two contact points, three orders of two lines. */
const KEYS = 1 + 1 + 2 + 3 + 6;

/** The name, place and phone of the bench's customer of an index: always the same. */
export function benchPerson(index: number) {
  const random = randomFor('bench', index);
  const gender = random.chance(0.5) ? ('FEMALE' as const) : ('MALE' as const);
  const born = random.between(1950, 2005);
  const { family, given } = drawChineseName(random, gender, born);
  const place = drawChinesePlace(random);
  const mobile = drawMobile(random);
  return { random, gender, born, family, given, name: family + given, place, mobile, email: `u${index}@mail.example` };
}

/**
 * Loads so many customers with two contact points each straight into the tables of a migrated, empty database; `orders`: also
 * three orders of two lines each. The rows are those that an import would have written.
 */
export async function fill(on: SealingOn, customers: number, options: { orders: boolean }): Promise<Filled> {
  const { db } = on;
  const firstId = await db.ids.reserve(customers);
  const firstChild = await db.ids.reserve(customers * KEYS);
  const firstProduct = await db.ids.reserve(PRODUCTS.length);
  await db.transaction(async (trx) => {
    await insert(trx, 'source', [
      { id: SOURCE, code: 'bench', name: 'bench', trust: 70, is_built_in: 0, created_at: SINCE, version: 1 },
    ]);
    await insert(
      trx,
      'product',
      PRODUCTS.map(({ code, zh }, index) => ({
        id: firstProduct + index,
        source_id: SOURCE,
        code,
        product_key: `${SOURCE}:${code}`,
        name: zh,
        import_id: 0,
        created_at: SINCE,
      })),
    );
  });
  for (let start = 0; start < customers; start += PER_TRANSACTION) {
    const count = Math.min(PER_TRANSACTION, customers - start);
    const ids = Array.from({ length: count }, (_, i) => firstId + start + i);
    const seals = await beginSeals(on, 'BENCH');
    seals.adopt(ids, await makeKeys(on, ids));
    const made = ids.map((id, i) => rowsOf(seals, start + i, id, firstChild + (start + i) * KEYS, firstProduct));
    await db.transaction(async (trx) => {
      await insert(
        trx,
        'customer',
        made.map(({ customer }) => customer),
      );
      await insert(
        trx,
        'contact_point',
        made.flatMap(({ contactPoints }) => contactPoints),
      );
      await insert(
        trx,
        'source_record',
        made.map(({ record }) => record),
      );
      const tokens = made.flatMap(({ customer }) =>
        nameTokens(customer.name).map((token) => ({ token, customer_id: customer.id })),
      );
      await insert(
        trx,
        'search_token',
        tokens.toSorted((a, b) => (a.token < b.token ? -1 : a.token > b.token ? 1 : 0)),
      );
      if (!options.orders) return;
      await insert(
        trx,
        'purchase_order',
        made.flatMap(({ orders }) => orders),
      );
      await insert(
        trx,
        'order_line',
        made.flatMap(({ lines }) => lines),
      );
    });
  }
  const provinces = [...new Set(Array.from({ length: 2_000 }, (_, index) => benchPerson(index).place.province))];
  return { firstId, customers, provinces, stages: STAGES, since: SINCE };
}

async function insert<Table extends keyof Tables & string>(
  trx: Trx,
  table: Table,
  rows: readonly Partial<Row<Table>>[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  // The columns are those that this file names.
  const columns = Object.keys(first) as (keyof Tables[Table] & string)[];
  await bulkInsert(
    trx,
    table,
    columns,
    rows.map((row) => Object.values(row)),
  );
}

function rowsOf(seals: Seals, index: number, id: number, child: number, firstProduct: number) {
  const { random, gender, born, family, given, name, place, mobile, email } = benchPerson(index);
  const at = SINCE + index * 1_000;
  const recordId = child;
  const common = { customer_id: id, subject_id: id };
  const phone = `+86${mobile}`;
  const customer = {
    id,
    subject_id: id,
    number: `B${String(index).padStart(9, '0')}`,
    kind: 'PERSON',
    name,
    name_sort: nameSortOf(name, 'PERSON'),
    family_name: family,
    given_name: given,
    gender,
    birth_date: `${born}-0${random.between(1, 9)}-1${random.between(0, 9)}`,
    stage: random.pick(STAGES),
    grade: random.pick(GRADES),
    status: 'ACTIVE',
    country: 'CN',
    province: place.province,
    city: place.city,
    district: place.district,
    completeness: 70,
    created_at: at,
    updated_at: at,
    version: 1,
  } satisfies Partial<Row<'customer'>>;
  const point = (offset: number, type: string, value: string, label: string | null) =>
    sealContactPoint(seals, {
      ...common,
      id: child + offset,
      record_id: recordId,
      source_id: SOURCE,
      type,
      label,
      value,
      match_key: value,
      is_primary: 1,
      is_valid: 1,
      verified_at: null,
      holder_name: null,
      holder_title: null,
      position: offset,
    });
  const record = {
    ...common,
    id: recordId,
    source_id: SOURCE,
    external_id: `X${index}`,
    current_key: `${SOURCE}:X${index}`,
    channel: 'FILE',
    import_id: null,
    line_number: index + 2,
    recorded_from: at,
    retracted: 0,
    present: 262_157,
    sealed: sealDocument(
      seals,
      { id: recordId, subject_id: id },
      { fields: { NAME: { value: name }, GENDER: { value: gender } } },
    ),
  } satisfies Partial<Row<'source_record'>>;
  const orders = [0, 1, 2].map((n) => ordersOf(random, { index, n, id, at, child: child + 4 + n * 3, firstProduct }));
  return {
    customer,
    record,
    contactPoints: [point(1, 'PHONE', phone, 'MOBILE'), point(2, 'EMAIL', email, null)],
    orders: orders.map(({ order }) => order),
    lines: orders.flatMap(({ lines }) => lines),
  };
}

function ordersOf(
  random: Random,
  of: { index: number; n: number; id: number; at: number; child: number; firstProduct: number },
) {
  const placedAt = of.at + (of.n + 1) * 86_400_000 * random.between(1, 60);
  const lines = [0, 1].map((place) => {
    const product = random.between(0, PRODUCTS.length - 1);
    const price = (PRODUCTS[product]?.price ?? 1) * 10_000;
    const quantity = random.between(1, 4);
    return {
      order_id: of.child,
      line_key: `n${place + 1}`,
      id: of.child + 1 + place,
      revision: of.child + 1 + place,
      import_id: 0,
      retracted: 0,
      given: 0,
      product_id: of.firstProduct + product,
      quantity: quantity * 10_000,
      unit_price: price,
      amount: price * quantity,
      kind: 'SALE',
      placed_at: placedAt,
      named_customer_id: of.id,
    } satisfies Partial<Row<'order_line'>>;
  });
  const number = `O${of.index}-${of.n}`;
  const order = {
    id: of.child,
    customer_id: of.id,
    subject_id: of.id,
    source_id: SOURCE,
    number,
    order_key: `${SOURCE}:CNY:${number}`,
    currency: 'CNY',
    placed_at: placedAt,
    total: lines.reduce((sum, { amount }) => sum + amount, 0),
    line_count: 2,
    return_count: 0,
    status: 'PLACED',
    retracted: 0,
    created_at: placedAt,
    updated_at: placedAt,
    version: 1,
  } satisfies Partial<Row<'purchase_order'>>;
  return { order, lines };
}
