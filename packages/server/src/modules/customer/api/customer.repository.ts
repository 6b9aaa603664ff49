import { CompiledQuery } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import { readRows } from '../../../platform/database/read-rows.ts';
import type { Reader } from '../../../platform/database/tables.ts';
import { noteMet } from '../../../platform/policy/seen-fields.ts';
import { levelColumn, visibleCondition } from '../scope/customer-scope.ts';
import { type Customer, customerFields } from './customer.type.ts';

/** The columns of a customer as the API names them. Lists select the ones asked for. */
export const CUSTOMER_SELECTION = {
  key: 'customer.id',
  number: 'customer.number',
  kind: 'customer.kind',
  name: 'customer.name',
  familyName: 'customer.family_name',
  givenName: 'customer.given_name',
  gender: 'customer.gender',
  birthDate: 'customer.birth_date',
  employer: 'customer.employer',
  jobTitle: 'customer.job_title',
  industry: 'customer.industry',
  size: 'customer.size',
  note: 'customer.note',
  stage: 'customer.stage',
  grade: 'customer.grade',
  status: 'customer.status',
  ownerKey: 'customer.owner_id',
  country: 'customer.country',
  province: 'customer.province',
  city: 'customer.city',
  district: 'customer.district',
  completeness: 'customer.completeness',
  createdAt: 'customer.created_at',
  updatedAt: 'customer.updated_at',
  archivedAt: 'customer.archived_at',
  versionNumber: 'customer.version',
} as const;

/** A column of a customer as the API names it. */
export type CustomerColumn = keyof typeof CUSTOMER_SELECTION;

const ALL = Object.keys(CUSTOMER_SELECTION) as CustomerColumn[];

/** The select list of some columns, under the names the API has for them. */
export function selectionOf(columns: readonly CustomerColumn[]) {
  return columns.map((column) => `${CUSTOMER_SELECTION[column]} as ${column}` as const);
}

/**
 * Customers by key that the actor may see, in no order, with all columns unless told which; unknown keys are left out. Withdrawn
 * ones are found too: links to them must answer.
 */
export async function findCustomers(
  ctx: Ctx,
  ids: readonly number[],
  columns: readonly CustomerColumn[] = ALL,
): Promise<Customer[]> {
  if (ids.length === 0) return [];
  const visible = visibleCondition(ctx);
  const level = levelColumn(ctx);
  if (visible || level) {
    let scoped = ctx.db.read
      .selectFrom('customer')
      .select(selectionOf(columns))
      .where('customer.id', 'in', [...ids]);
    if (visible) scoped = scoped.where(visible);
    return met(ctx, await readRows(ctx.db, level ? scoped.select(level) : scoped, customerFields));
  }
  const text = `${selectOf(ctx.db.read, columns)} in (${ids.map(() => '?').join(', ')})`;
  const query = { compile: () => CompiledQuery.raw(text, [...ids]) };
  return met(ctx, await readRows(ctx.db, query, customerFields));
}

function met(ctx: Ctx, rows: readonly object[]): Customer[] {
  // The select list is built from a constant; its row is the type's own columns.
  const customers = rows as Customer[];
  noteMet(ctx.access, customers);
  return customers;
}

// Building a long list of columns takes as long as the engine needs for a customer: each is built once.
const selects = new WeakMap<Reader, WeakMap<readonly CustomerColumn[], string>>();

function selectOf(reader: Reader, columns: readonly CustomerColumn[]): string {
  let texts = selects.get(reader);
  if (!texts) selects.set(reader, (texts = new WeakMap()));
  let text = texts.get(columns);
  if (text === undefined) {
    const { sql } = reader.selectFrom('customer').select(selectionOf(columns)).compile();
    texts.set(columns, (text = `${sql} where customer.id`));
  }
  return text;
}

/** One customer, or undefined. */
export async function findCustomer(
  ctx: Ctx,
  id: number,
  columns?: readonly CustomerColumn[],
): Promise<Customer | undefined> {
  return (await findCustomers(ctx, [id], columns))[0];
}
