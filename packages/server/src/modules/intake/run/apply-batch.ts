import type { NumberPattern } from '@dossier/shared/customer-number';
import type { Ctx } from '../../../platform/context/context.ts';
import { keyedDigest } from '../../../platform/crypto/keyed-digest.ts';
import { replayable } from '../../../platform/database/replay.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import {
  applyPurchaseLines,
  type PurchaseLine,
  reservePurchases,
  type ReservedPurchases,
} from '../../activity/index.ts';
import {
  applyIncoming,
  type IncomingBatch,
  type IncomingOutcome,
  type MatchField,
  type PresealedBatch,
  type ReservedKeys,
  reserveIncoming,
} from '../../customer/index.ts';
import { type BuiltBatch, unpackCells } from '../rows/build-batch.ts';
import type { Rejection, RowCode } from '../rows/plan.ts';
import type { BuiltLine } from '../rows/purchase-line.ts';
import { type ImportCounts, NO_COUNTS } from './import-counts.ts';
import type { ImportMode } from './import-setup.ts';

/** What all batches of an import have in common. */
export interface ApplyTarget {
  readonly importId: number;
  readonly sourceId: number;
  readonly actorId: number;
  /** When the facts count as recorded (ms): the same for the whole import, however often it was interrupted. */
  readonly at: number;
  readonly mode: ImportMode;
  readonly keys: readonly (readonly MatchField[])[];
  readonly currency: string;
  /** The column with customer numbers, when the file has one. */
  readonly numberColumn: string | null;
  /** Patterns that customer numbers were ever made by. */
  readonly numberPatterns: readonly NumberPattern[];
}

/** Keys taken ahead for one batch. */
export interface ReservedBatch {
  readonly incoming: ReservedKeys & { rewind(): void; release(): void };
  readonly purchases: ReservedPurchases | null;
}

/** What became of one row. */
export interface RowOutcome {
  readonly line: number;
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly customerId: number;
}

/** What applying one batch did. */
export interface AppliedBatch {
  readonly counts: ImportCounts;
  readonly rejections: readonly Rejection[];
  readonly outcomes: readonly RowOutcome[];
  /** Digest of which rows became what: what the audit keeps of the chunk. */
  readonly digest: string;
}

/** Takes the keys for a batch. Call before its transaction begins. */
export async function reserveBatch(ctx: Ctx, batch: BuiltBatch, ahead?: PresealedBatch): Promise<ReservedBatch> {
  const reserved = await reserveIncoming(ctx, batch.records, ahead);
  const ids = replayable(reserved.nextId);
  const numbers = replayable(reserved.nextNumber);
  const customers = replayable(reserved.nextCustomer);
  const rewind = () => {
    ids.rewind();
    numbers.rewind();
    customers.rewind();
  };
  return {
    incoming: { ...reserved, nextId: ids.next, nextNumber: numbers.next, nextCustomer: customers.next, rewind },
    purchases: batch.lines.length > 0 ? await reservePurchases(ctx, batch.lines.length) : null,
  };
}

/** The customers of a batch, as they are applied. */
export function incomingBatch(target: ApplyTarget, batch: BuiltBatch): IncomingBatch {
  return {
    sourceId: target.sourceId,
    channel: 'FILE',
    importId: target.importId,
    actorId: target.actorId,
    at: target.at,
    // Lines bring customers along whether these are known or not.
    mode: batch.lines.length > 0 ? 'CREATE_AND_UPDATE' : target.mode,
    keys: target.keys,
    numberPatterns: target.numberPatterns,
    records: batch.records,
    dryRun: false,
  };
}

/** Applies a batch in the caller's transaction; may be run again with the same keys after a rollback. */
export async function applyBatch(
  ctx: Ctx,
  trx: Trx,
  target: ApplyTarget,
  reserved: ReservedBatch,
  batch: BuiltBatch,
): Promise<AppliedBatch> {
  reserved.incoming.rewind();
  const customers =
    batch.records.length === 0 ? [] : await applyIncoming(trx, reserved.incoming, incomingBatch(target, batch));
  const applied = reserved.purchases
    ? await applyLines(ctx, trx, target, reserved.purchases, batch, customers)
    : ofCustomers(target, batch, customers);
  const counts = {
    ...applied.counts,
    read: batch.rowCount,
    rejected: applied.rejected.length + batch.rejections.length,
    warnings: applied.counts.warnings + batch.warnings,
  };
  const rejections = [...batch.rejections, ...applied.rejected].toSorted((a, b) => a.line - b.line);
  const told = applied.outcomes.map(({ line, outcome, customerId }) => `${line}:${outcome}:${customerId}`);
  return { counts, rejections, outcomes: applied.outcomes, digest: keyedDigest(ctx.keys, 'import', told.join('\n')) };
}

interface Applied {
  readonly counts: ImportCounts;
  readonly rejected: readonly Rejection[];
  readonly outcomes: readonly RowOutcome[];
}

/** A row that is rejected where it is applied. */
function rejectionOf(
  { numberColumn }: ApplyTarget,
  of: {
    line: number;
    code?: RowCode | undefined;
    params?: Rejection['params'] | undefined;
    packedCells: string | undefined;
  },
): Rejection {
  const { line, code = 'INVALID', params, packedCells } = of;
  const isNumber = code === 'NUMBER_UNKNOWN' || code === 'NUMBER_MISTYPED';
  const column = isNumber ? numberColumn : null;
  return { line, column, code, ...(params && { params }), cells: unpackCells(packedCells) };
}

function ofCustomers(target: ApplyTarget, batch: BuiltBatch, outcomes: readonly IncomingOutcome[]): Applied {
  const counts = { ...NO_COUNTS };
  const rejected: Rejection[] = [];
  const kept: RowOutcome[] = [];
  for (const [index, { line, outcome, customerId, code, params }] of outcomes.entries()) {
    if (outcome === 'rejected') {
      rejected.push(rejectionOf(target, { line, code, params, packedCells: batch.packedCells[index] }));
      continue;
    }
    counts[outcome]++;
    if (outcome === 'created') counts.customers++;
    kept.push({ line, outcome, customerId });
  }
  return { counts, rejected, outcomes: kept };
}

async function applyLines(
  ctx: Ctx,
  trx: Trx,
  target: ApplyTarget,
  reserved: ReservedPurchases,
  batch: BuiltBatch,
  customers: readonly IncomingOutcome[],
): Promise<Applied> {
  const counts = { ...NO_COUNTS };
  const rejected: Rejection[] = [];
  const reject = (
    index: number,
    line: number,
    why: { params?: Rejection['params'] | undefined } & { code?: RowCode | undefined },
  ) => rejected.push(rejectionOf(target, { line, ...why, packedCells: batch.packedCells[index] }));
  const lines: PurchaseLine[] = [];
  const positions: number[] = [];
  for (const [index, line] of batch.lines.entries()) {
    const customer = customers[line.customer];
    if (customer?.outcome === 'rejected') {
      reject(index, line.line, { code: customer.code, params: customer.params });
      continue;
    }
    lines.push(purchaseLine(line, customer));
    positions.push(index);
  }
  counts.customers = customers.filter(({ outcome }) => outcome === 'created').length;

  const { importId, sourceId, at, currency } = target;
  const result = await applyPurchaseLines(ctx, trx, reserved, { sourceId, importId, at, currency, lines });
  const kept: RowOutcome[] = [];
  for (const [index, { line, outcome, code }] of result.lines.entries()) {
    if (outcome === 'rejected') {
      reject(positions[index] ?? -1, line, { code });
      continue;
    }
    const customerId = lines[index]?.customerId ?? 0;
    counts[outcome]++;
    if (outcome === 'created') counts.orderLines++;
    if (customerId === 0) counts.linesWithoutCustomer++;
    kept.push({ line, outcome, customerId });
  }
  counts.orders = result.newOrders.length;
  counts.warnings = result.warnings.length;
  return { counts, rejected, outcomes: kept };
}

function purchaseLine(
  { customer: _position, ...line }: BuiltLine,
  customer: IncomingOutcome | undefined,
): PurchaseLine {
  return { ...line, customerId: customer?.customerId ?? 0, subjectId: customer?.subjectId };
}
