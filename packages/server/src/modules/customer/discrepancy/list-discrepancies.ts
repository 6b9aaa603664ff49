import type { CustomerField } from '@dossier/shared/facts';
import { FIELD_CLASSES } from '@dossier/shared/facts';
import type { Ctx } from '../../../platform/context/context.ts';
import { type Page, pageRequest, toPage } from '../../../platform/graphql/connection.ts';
import { findCustomers } from '../api/customer.repository.ts';
import { visibleCondition } from '../scope/customer-scope.ts';
import { levelOfCustomer } from '../scope/row-levels.ts';
import { saidOf } from '../source/list-facts.ts';
import { statementsByCustomer } from '../source/read-statements.ts';
import { sourceLoader } from '../source/source.loader.ts';
import type { Statement } from '../survivorship/fold-records.ts';
import type { Closing } from './disagreements.ts';
import type { Discrepancy, DiscrepancyFilter, DiscrepancySide } from './discrepancy.type.ts';

interface Wanted extends DiscrepancyFilter {
  /** Only of this one. */
  readonly customerId?: number;
}

/** Discrepancies of customers whom the actor sees, those that began first first: they wait longest. */
export async function listDiscrepancies(
  ctx: Ctx,
  wanted: Wanted,
  page: { first?: number | null; after?: string | null },
): Promise<Page<Discrepancy>> {
  const request = pageRequest(ctx, `discrepancies:${JSON.stringify(wanted)}`, page);
  const rows = await readRows(ctx, wanted, request.first + 1, request.after);
  const ids = [...new Set(rows.map(({ customer_id }) => customer_id))];
  const customers = new Map((await findCustomers(ctx, ids)).map((customer) => [customer.key, customer]));
  const statements = await statementsByCustomer(ctx, 'DISCREPANCIES', ids);
  const places = new Map<Discrepancy, (typeof rows)[number]>();
  for (const row of rows) {
    const customer = customers.get(row.customer_id);
    if (!customer) continue;
    // `settleDiscrepancies` writes the codes.
    const field = row.field as CustomerField;
    const said = statements.get(row.customer_id) ?? [];
    const sides = await Promise.all(
      [row.source_a, row.source_b].map(async (id) => await sideOf(ctx, row.customer_id, field, id, said)),
    );
    const closedBy = row.closed_by as Closing | null;
    const shown = { customer, field, sides: sides.flat(), openedAt: row.opened_at, closedAt: row.closed_at, closedBy };
    places.set(shown, row);
  }
  return toPage(ctx, request, [...places.keys()], (one) => {
    const row = places.get(one);
    return row ? [row.opened_at, row.customer_id, row.field, row.source_a, row.source_b] : [];
  });
}

async function sideOf(
  ctx: Ctx,
  customerKey: number,
  field: CustomerField,
  sourceId: number,
  statements: readonly Statement[],
): Promise<DiscrepancySide[]> {
  const source = await ctx.once(sourceLoader).load(sourceId);
  if (!source) return [];
  const values = statements
    .flatMap((statement) => saidOf(statement, field))
    .filter(({ record, fact }) => record.sourceId === sourceId && fact.value !== null)
    .flatMap(({ fact }) => fact.value ?? []);
  const isHidden = FIELD_CLASSES[field] === 'SENSITIVE';
  return [
    {
      ...(await levelOfCustomer(ctx, customerKey)),
      customerKey,
      field,
      source,
      values: isHidden ? null : [...new Set(values)],
    },
  ];
}

async function readRows(
  ctx: Ctx,
  wanted: Wanted,
  limit: number,
  after: readonly (string | number | null)[] | undefined,
) {
  const { open, fields, sourceIds, openedBefore, customerId } = wanted;
  let query = ctx.db.read
    .selectFrom('discrepancy')
    .innerJoin('customer', 'customer.id', 'discrepancy.customer_id')
    .selectAll('discrepancy')
    .where('discrepancy.is_open', '=', open === false ? 0 : 1)
    .orderBy('discrepancy.opened_at')
    .orderBy('discrepancy.customer_id')
    .orderBy('discrepancy.field')
    .orderBy('discrepancy.source_a')
    .orderBy('discrepancy.source_b')
    .limit(limit);
  const visible = visibleCondition(ctx);
  if (visible) query = query.where(visible);
  if (customerId !== undefined) query = query.where('discrepancy.customer_id', '=', customerId);
  if (fields != null) query = query.where('discrepancy.field', 'in', [...fields, '']);
  if (openedBefore != null) query = query.where('discrepancy.opened_at', '<', openedBefore);
  for (const publicId of sourceIds ?? []) {
    const id = ctx.publicIds.decode('src', publicId) ?? -1;
    query = query.where((eb) => eb.or([eb('discrepancy.source_a', '=', id), eb('discrepancy.source_b', '=', id)]));
  }
  if (after) {
    const [at, customer, field, a, b] = after;
    const [openedAt, key, first, second] = [Number(at), Number(customer), Number(a), Number(b)];
    query = query
      .where('discrepancy.opened_at', '>=', openedAt)
      .where((eb) =>
        eb.or([
          eb('discrepancy.opened_at', '>', openedAt),
          eb('discrepancy.customer_id', '>', key),
          eb.and([eb('discrepancy.customer_id', '=', key), eb('discrepancy.field', '>', String(field))]),
          eb.and([
            eb('discrepancy.customer_id', '=', key),
            eb('discrepancy.field', '=', String(field)),
            eb.or([
              eb('discrepancy.source_a', '>', first),
              eb.and([eb('discrepancy.source_a', '=', first), eb('discrepancy.source_b', '>', second)]),
            ]),
          ]),
        ]),
      );
  }
  return await query.execute();
}
