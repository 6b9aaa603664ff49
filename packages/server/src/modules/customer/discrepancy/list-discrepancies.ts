import type { CustomerField } from '@dossier/shared/facts';
import { FIELD_CLASSES } from '@dossier/shared/facts';
import DataLoader from 'dataloader';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Row } from '../../../platform/database/tables.ts';
import { type Page, pageRequest, toPage } from '../../../platform/graphql/connection.ts';
import { findCustomers } from '../api/customer.repository.ts';
import { visibleCondition } from '../scope/customer-scope.ts';
import { levelOfCustomer } from '../scope/row-levels.ts';
import { keptOf } from '../source/list-facts.ts';
import { statementsByCustomer } from '../source/read-statements.ts';
import { sourceLoader } from '../source/source.loader.ts';
import type { Statement } from '../survivorship/fold-records.ts';
import type { Closing } from './disagreements.ts';
import type { Discrepancy, DiscrepancyFilter, DiscrepancySide } from './discrepancy.type.ts';

/** Discrepancies of customers whom the actor sees, those that began first first: they wait longest. */
export async function listDiscrepancies(
  ctx: Ctx,
  wanted: DiscrepancyFilter,
  page: { first?: number | null; after?: string | null },
): Promise<Page<Discrepancy>> {
  const request = pageRequest(ctx, `discrepancies:${JSON.stringify(wanted)}`, page);
  const rows = await selectRows(ctx, wanted, request.after)
    .limit(request.first + 1)
    .execute();
  const shown = await showRows(ctx, rows);
  return toPage(ctx, request, [...shown.keys()], (one) => {
    const row = shown.get(one);
    return row ? [row.opened_at, row.customer_id, row.field, row.source_a, row.source_b] : [];
  });
}

/** What sources disagree on about customers now, for any number of them at once. */
export function openDiscrepanciesLoader(ctx: Ctx): DataLoader<number, Discrepancy[]> {
  return new DataLoader(async (customerIds) => {
    const rows = await selectRows(ctx, { open: true })
      .where('discrepancy.customer_id', 'in', [...customerIds])
      .execute();
    const shown = Map.groupBy([...(await showRows(ctx, rows))], ([, { customer_id }]) => customer_id);
    return customerIds.map((id) => (shown.get(id) ?? []).map(([one]) => one).slice(0, MOST_OF_ONE));
  });
}

/** Most that a customer shows at once: sources are few, and so are the fields compared. */
const MOST_OF_ONE = 100;

/** What rows say, for people; each with its row. */
async function showRows(
  ctx: Ctx,
  rows: readonly Row<'discrepancy'>[],
): Promise<ReadonlyMap<Discrepancy, Row<'discrepancy'>>> {
  const ids = [...new Set(rows.map(({ customer_id }) => customer_id))];
  const customers = new Map((await findCustomers(ctx, ids)).map((customer) => [customer.key, customer]));
  const statements = await statementsByCustomer(ctx, 'DISCREPANCIES', ids);
  const shown = new Map<Discrepancy, Row<'discrepancy'>>();
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
    const [openedAt, closedAt] = [row.opened_at, row.closed_at];
    shown.set({ customer, field, sides: sides.flat(), openedAt, closedAt, closedBy }, row);
  }
  return shown;
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
  const values = keptOf(statements, field)
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

function selectRows(ctx: Ctx, wanted: DiscrepancyFilter, after?: readonly (string | number | null)[]) {
  const { open, fields, sourceIds, openedBefore } = wanted;
  let query = ctx.db.read
    .selectFrom('discrepancy')
    .innerJoin('customer', 'customer.id', 'discrepancy.customer_id')
    .selectAll('discrepancy')
    .where('discrepancy.is_open', '=', open === false ? 0 : 1)
    .orderBy('discrepancy.opened_at')
    .orderBy('discrepancy.customer_id')
    .orderBy('discrepancy.field')
    .orderBy('discrepancy.source_a')
    .orderBy('discrepancy.source_b');
  const visible = visibleCondition(ctx);
  if (visible) query = query.where(visible);
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
  return query;
}
