import type { Queryable, Row } from '../../../platform/database/tables.ts';
import { heldBy } from '../../custody/index.ts';
import type { OpenAddress, OpenContactPoint, OpenIdentifier } from '../sealed/contents.ts';
import { openAddress, openContactPoint, openDocument, openIdentifier } from '../sealed/seal-rows.ts';
import type { Seals } from '../sealed/seals.ts';
import { RECORD_COLUMNS, toRecordInForce } from '../source/pack-record.ts';
import type { RecordInForce } from '../survivorship/fold-records.ts';

/** Everything stored about one customer that choosing anew reads or changes. */
export interface CustomerState {
  readonly row: Row<'customer'>;
  readonly records: readonly RecordInForce[];
  readonly contactPoints: readonly OpenContactPoint[];
  readonly addresses: readonly OpenAddress[];
  readonly identifiers: readonly OpenIdentifier[];
  readonly tags: readonly Row<'customer_tag'>[];
  /** What staff put on, or took off, those who were merged into it. */
  readonly othersTags: readonly Row<'customer_tag'>[];
}

/** Reads the states of many customers with seven statements, and opens them. Unknown ids are left out. */
export async function loadStates(
  database: Queryable,
  ids: readonly number[],
  seals: Seals,
): Promise<Map<number, CustomerState>> {
  if (ids.length === 0) return new Map();
  const within = [...new Set(ids)];
  const rows = await database.selectFrom('customer').selectAll().where('id', 'in', within).execute();
  seals.need(rows);
  const records = await database
    .selectFrom('source_record')
    .select(RECORD_COLUMNS)
    .where('customer_id', 'in', within)
    .where('recorded_to', 'is', null)
    .where('retracted', '=', 0)
    .execute();
  const contactPoints = await database
    .selectFrom('contact_point')
    .selectAll()
    .where('customer_id', 'in', within)
    .execute();
  const addresses = await database.selectFrom('address').selectAll().where('customer_id', 'in', within).execute();
  const identifiers = await database.selectFrom('identifier').selectAll().where('customer_id', 'in', within).execute();
  const held = await heldBy(database, within);
  const tagged = [...within, ...[...held.values()].flat()];
  const tags = await database.selectFrom('customer_tag').selectAll().where('customer_id', 'in', tagged).execute();

  // After a merge, values of one customer are sealed with the keys of several.
  for (const sealed of [records, contactPoints, addresses, identifiers]) seals.need(sealed);
  const recordsOf = groupByCustomer(records);
  const contactPointsOf = groupByCustomer(contactPoints);
  const addressesOf = groupByCustomer(addresses);
  const identifiersOf = groupByCustomer(identifiers);
  const tagsOf = groupByCustomer(tags);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        row,
        records: (recordsOf.get(row.id) ?? []).map((record) =>
          toRecordInForce({ ...record, document: openDocument(seals, record) }),
        ),
        contactPoints: (contactPointsOf.get(row.id) ?? []).map((point) => openContactPoint(seals, point)),
        addresses: (addressesOf.get(row.id) ?? []).map((address) => openAddress(seals, address)),
        identifiers: (identifiersOf.get(row.id) ?? []).map((identifier) => openIdentifier(seals, identifier)),
        tags: tagsOf.get(row.id) ?? [],
        othersTags: (held.get(row.id) ?? []).flatMap((id) => tagsOf.get(id) ?? []),
      },
    ]),
  );
}

/** The state of a customer about to be created: nothing but the row's key parts. */
export function newState(of: { id: number; number: string; at: number }): CustomerState {
  return {
    row: {
      id: of.id,
      subject_id: of.id,
      number: of.number,
      kind: 'PERSON',
      name: null,
      name_sort: '',
      family_name: null,
      given_name: null,
      gender: null,
      birth_date: null,
      employer: null,
      job_title: null,
      industry: null,
      size: null,
      note: null,
      stage: null,
      grade: null,
      status: 'ACTIVE',
      owner_id: null,
      country: null,
      province: null,
      city: null,
      district: null,
      completeness: 0,
      created_at: of.at,
      updated_at: of.at,
      archived_at: null,
      version: 0,
    },
    records: [],
    contactPoints: [],
    addresses: [],
    identifiers: [],
    tags: [],
    othersTags: [],
  };
}

function groupByCustomer<R extends { customer_id: number }>(rows: readonly R[]): Map<number, R[]> {
  const groups = new Map<number, R[]>();
  for (const row of rows) {
    const group = groups.get(row.customer_id);
    if (group) group.push(row);
    else groups.set(row.customer_id, [row]);
  }
  return groups;
}
