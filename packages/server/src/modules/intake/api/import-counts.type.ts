import { Float, Int, ObjectType } from 'type-graphql';
import { Readable } from '../../../platform/graphql/exposure.ts';
import { type ImportCounts, isReconciled } from '../run/import-counts.ts';
import type { ImportRecord } from '../run/import.repository.ts';

const NULLABLE = { nullable: true } as const;

/** What an import did, or would do. */
@ObjectType('ImportCounts', {
  description: 'What an import did, or would do. Rows are customers, or lines of purchases.',
})
export class ImportCountsType {
  @Readable(() => Int, 'INTERNAL', 'Rows read.')
  read: number;
  @Readable(() => Int, 'INTERNAL', 'Rows that made something new.')
  created: number;
  @Readable(() => Int, 'INTERNAL', 'Rows that changed something.')
  updated: number;
  @Readable(() => Int, 'INTERNAL', 'Rows that said nothing new.')
  unchanged: number;
  @Readable(() => Int, 'INTERNAL', 'Rows that were not taken over.')
  rejected: number;
  @Readable(() => Int, 'INTERNAL', 'Customers created; of purchases, those whom the lines brought along.')
  customers: number;
  @Readable(() => Int, 'INTERNAL', 'Orders created.')
  orders: number;
  @Readable(() => Int, 'INTERNAL', 'Order lines created.')
  orderLines: number;
  @Readable(() => Int, 'INTERNAL', 'Lines of purchases that name no customer.')
  linesWithoutCustomer: number;
  @Readable(() => Int, 'INTERNAL', 'Values and lines that were taken over and flagged.')
  warnings: number;
  @Readable(() => Boolean, 'INTERNAL', 'Whether rows read = created + updated + unchanged + rejected.')
  reconciled: boolean;
}

/** How far an import is. */
@ObjectType('ImportProgress', { description: 'How far an import is with what it is doing now.' })
export class ImportProgressType {
  @Readable(() => String, 'INTERNAL', 'DRY_RUN, RUN, UNDO, REDO or PURGE.')
  phase: string;
  @Readable(() => Int, 'INTERNAL', 'Rows done; while undoing, orders and customers.')
  rows: number;
  @Readable(() => Int, 'INTERNAL', 'Rows in all: exact after a dry run, else estimated.', NULLABLE)
  totalRows: number | null;
  @Readable(() => Float, 'INTERNAL', 'Rows per second since it was last taken up.', NULLABLE)
  rowsPerSecond: number | null;
  @Readable(() => Float, 'INTERNAL', 'Seconds until it is done, at this rate.', NULLABLE)
  secondsLeft: number | null;
  @Readable(() => Float, 'INTERNAL', 'Per cent done.', NULLABLE)
  percent: number | null;
}

/** Counts as the API shows them. */
export function toCounts(counts: ImportCounts): ImportCountsType {
  return { ...counts, reconciled: isReconciled(counts) };
}

/** Progress as the API shows it; null when nothing is being done. */
export function toProgress({ progress, state }: ImportRecord, now: number): ImportProgressType | null {
  const isBusy = ['DRY_RUNNING', 'QUEUED', 'RUNNING', 'PAUSED', 'UNDOING', 'REDOING'].includes(state);
  if (!progress || !isBusy) return null;
  const { phase, rows, totalRows, percent, since, rowsThen, at } = progress;
  const seconds = (at - since) / 1000;
  const rate = seconds > 0 && state !== 'PAUSED' ? (rows - rowsThen) / seconds : null;
  const left = rate !== null && rate > 0 && totalRows !== null ? (totalRows - rows) / rate : null;
  return {
    phase,
    rows,
    totalRows,
    percent,
    rowsPerSecond: rate,
    // What was left when it was measured, less the time since.
    secondsLeft: left === null ? null : Math.max(0, left - Math.max(0, now - at) / 1000),
  };
}
