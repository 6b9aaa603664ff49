import { FIELD_LABELS, type CustomerField } from '@dossier/shared/facts';
import type { Locale } from '@dossier/shared/error';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Database } from '../../../platform/database/database.ts';
import { openAddresses, openContacts, openIdentifiers } from '../../customer/index.ts';

const NUMBER: Readonly<Record<Locale, string>> = { 'zh-CN': '客户号', en: 'Customer number' };
const COLUMN: Readonly<Partial<Record<CustomerField, string>>> = {
  NAME: 'name',
  KIND: 'kind',
  FAMILY_NAME: 'family_name',
  GIVEN_NAME: 'given_name',
  GENDER: 'gender',
  BIRTH_DATE: 'birth_date',
  EMPLOYER: 'employer',
  JOB_TITLE: 'job_title',
  INDUSTRY: 'industry',
  SIZE: 'size',
  NOTE: 'note',
  STAGE: 'stage',
  GRADE: 'grade',
  COUNTRY: 'country',
  PROVINCE: 'province',
  CITY: 'city',
  DISTRICT: 'district',
};
const SEPARATOR = '; ';
const PURPOSE = 'EXPORT';

/** The head of an exported table: always the customer number first. */
export function headOf(fields: readonly CustomerField[], locale: Locale): string[] {
  return [NUMBER[locale], ...fields.map((field) => FIELD_LABELS[locale][field])];
}

/** The rows of some customers, one statement for each table that the fields need. */
export async function rowsOf(ctx: Ctx, ids: readonly number[], fields: readonly CustomerField[]): Promise<string[][]> {
  const { db } = ctx;
  const within = [...ids];
  const needs = (...wanted: CustomerField[]) => wanted.some((field) => fields.includes(field));
  const customers = await db.heavy.selectFrom('customer').selectAll().where('id', 'in', within).orderBy('id').execute();
  const lists = new Map<string, string[]>();
  const add = (field: CustomerField, customerId: number, value: string) => {
    const key = `${field}:${customerId}`;
    const known = lists.get(key);
    if (known) known.push(value);
    else lists.set(key, [value]);
  };
  if (needs('PHONE', 'EMAIL', 'WECHAT', 'OTHER_CONTACT')) {
    const points = await db.heavy
      .selectFrom('contact_point')
      .select(['customer_id', 'id', 'subject_id', 'type', 'sealed'])
      .where('customer_id', 'in', within)
      .orderBy('is_primary', 'desc')
      .orderBy('position')
      .execute();
    // Types of contact points are fields but for OTHER.
    for (const { customer_id, type, content } of await openContacts(ctx, PURPOSE, points))
      if (content) add(type === 'OTHER' ? 'OTHER_CONTACT' : (type as CustomerField), customer_id, content.value);
  }
  if (needs('ADDRESS')) {
    const addresses = await db.heavy
      .selectFrom('address')
      .selectAll()
      .where('customer_id', 'in', within)
      .orderBy('position')
      .execute();
    for (const address of await openAddresses(ctx, PURPOSE, addresses)) {
      const { customer_id, country, province, city, district, postal_code, content } = address;
      const parts = [
        country === 'CN' ? null : country,
        province,
        city === province ? null : city,
        district,
        content?.line,
        postal_code,
      ];
      add('ADDRESS', customer_id, parts.filter(Boolean).join(' '));
    }
  }
  if (needs('IDENTIFIER')) {
    const identifiers = await db.heavy
      .selectFrom('identifier')
      .select(['customer_id', 'id', 'subject_id', 'sealed'])
      .where('customer_id', 'in', within)
      .orderBy('position')
      .execute();
    for (const { customer_id, content } of await openIdentifiers(ctx, PURPOSE, identifiers))
      if (content) add('IDENTIFIER', customer_id, content.value);
  }
  if (needs('TAGS')) {
    const tags = await db.heavy
      .selectFrom('customer_tag')
      .innerJoin('tag', 'tag.id', 'customer_tag.tag_id')
      .select(['customer_tag.customer_id as customer_id', 'tag.name as name'])
      .where('customer_tag.customer_id', 'in', within)
      .orderBy('tag.name')
      .execute();
    for (const { customer_id, name } of tags) add('TAGS', customer_id, name);
  }
  const owners = needs('OWNER') ? await ownerNames(db, customers) : new Map<number, string>();
  return customers.map((customer) => {
    const row: Readonly<Record<string, unknown>> = customer;
    return [
      customer.number,
      ...fields.map((field) => {
        const column = COLUMN[field];
        if (column !== undefined) return String(row[column] ?? '');
        if (field === 'OWNER') return owners.get(customer.owner_id ?? 0) ?? '';
        return (lists.get(`${field}:${customer.id}`) ?? []).join(SEPARATOR);
      }),
    ];
  });
}

async function ownerNames(
  db: Database,
  customers: readonly { owner_id: number | null }[],
): Promise<Map<number, string>> {
  const ids = [...new Set(customers.flatMap(({ owner_id }) => owner_id ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await db.heavy.selectFrom('staff_user').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
