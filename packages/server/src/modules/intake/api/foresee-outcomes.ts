import type { Ctx } from '../../../platform/context/context.ts';
import { untilReady } from '../../../platform/database/not-ready.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { applyPurchaseLines } from '../../activity/index.ts';
import { applyIncoming, beginSeals, type IncomingOutcome, numberPatterns } from '../../customer/index.ts';
import type { BuiltBatch } from '../rows/build-batch.ts';
import type { RowCode } from '../rows/plan.ts';
import { type ApplyTarget, incomingBatch } from '../run/apply-batch.ts';
import type { ImportRecord } from '../run/import.repository.ts';
import { keysOf, numberColumnOf } from '../run/run-import.job.ts';

/** What would become of one row. */
export interface Foreseen {
  readonly outcome: string;
  readonly code: RowCode | undefined;
  readonly params: Readonly<Record<string, string>>;
  readonly customerNumber: string | null;
  readonly customerKey: number | null;
  readonly customerName: string | null;
}

/** Keys that stand for rows that are not written; no real key is as large. */
const FIRST_KEY = 2 ** 52;

/** What would become of a few rows by themselves, by line. Writes nothing; a dry run tells the same of a whole file. */
export async function foresee(
  ctx: Ctx,
  record: ImportRecord,
  currency: string,
  batch: BuiltBatch,
): Promise<Map<number, Foreseen>> {
  const target: ApplyTarget = {
    importId: record.id,
    sourceId: record.sourceId ?? 0,
    actorId: ctx.actor.userId,
    at: ctx.now(),
    mode: record.mode,
    keys: keysOf(record),
    currency,
    numberColumn: numberColumnOf(record),
    numberPatterns: await numberPatterns(ctx),
  };
  let nextKey = FIRST_KEY;
  const reserved = {
    nextId: () => nextKey++,
    nextCustomer: () => nextKey++,
    nextNumber: () => `?${nextKey++}`,
    seals: await beginSeals(ctx, 'IMPORT_PREVIEW'),
  };
  const incoming = { ...incomingBatch(target, batch), dryRun: true };
  const apply = async (trx: Trx) => ({
    customers: batch.records.length === 0 ? [] : await applyIncoming(trx, reserved, incoming),
    lines:
      batch.lines.length === 0
        ? []
        : (
            await applyPurchaseLines(
              ctx,
              trx,
              { firstId: FIRST_KEY, count: batch.lines.length * 10 },
              {
                sourceId: target.sourceId,
                importId: target.importId,
                at: target.at,
                currency,
                lines: batch.lines.map((line, index) => ({
                  ...line,
                  lineKey: `${line.lineKey}#${index}`,
                  customerId: 0,
                })),
                dryRun: true,
              },
            )
          ).lines,
  });
  const outcomes = await untilReady(async () => await ctx.db.read.transaction().execute(apply));
  const known = await knownCustomers(ctx, outcomes.customers);
  if (batch.lines.length === 0) {
    return new Map(
      outcomes.customers.map(({ line, outcome, customerId, code, params = {} }, index) => [
        line,
        { outcome, code, params, ...customerOf(known, batch, customerId, index) },
      ]),
    );
  }
  return new Map(
    outcomes.lines.map(({ line, outcome, code }, index) => {
      const position = batch.lines[index]?.customer ?? -1;
      const customer = outcomes.customers[position];
      return [
        line,
        {
          outcome,
          code: code ?? customer?.code,
          params: customer?.params ?? {},
          ...customerOf(known, batch, customer?.customerId ?? 0, position),
        },
      ];
    }),
  );
}

type Known = ReadonlyMap<number, { readonly number: string; readonly name: string | null }>;

function customerOf(known: Known, batch: BuiltBatch, customerId: number, position: number) {
  const customer = known.get(customerId);
  const said = batch.records[position]?.document.fields.NAME?.value ?? null;
  const customerKey = customer ? customerId : null;
  return { customerKey, customerNumber: customer?.number ?? null, customerName: customer?.name ?? said };
}

async function knownCustomers(ctx: Ctx, outcomes: readonly IncomingOutcome[]): Promise<Known> {
  const ids = outcomes.map(({ customerId }) => customerId).filter((id) => id !== 0 && id < FIRST_KEY);
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.read
    .selectFrom('customer')
    .select(['id', 'number', 'name'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, number, name }) => [id, { number, name }]));
}
