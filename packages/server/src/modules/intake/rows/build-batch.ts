import type { IncomingRecord } from '../../customer/index.ts';
import type { RowBatch, ResumePoint } from '../reading/index.ts';
import { purchaseBuilder, wantsOrdinal } from './build-purchase.ts';
import { recordBuilder } from './build-record.ts';
import type { Occurrences } from './occurrences.ts';
import type { Rejection, RowPlan } from './plan.ts';
import type { BuiltLine } from './purchase-line.ts';

/** What a batch of rows became: plain data, to be handed to the thread that writes. */
export interface BuiltBatch {
  /** One per row of customers; of purchases, one per customer that the batch names. */
  readonly records: IncomingRecord[];
  /** Purchase lines; empty for customers. */
  readonly lines: BuiltLine[];
  readonly rejections: Rejection[];
  /** The cells of each record (of purchases: of each line), packed; see {@link unpackCells}. */
  readonly packedCells: string[];
  /** Values that were flagged. */
  readonly warnings: number;
  /** Rows of the file in this batch, rejected ones included. */
  readonly rowCount: number;
  /** Records of the file up to the end of this batch, rejected ones included. */
  readonly read: number;
  /** Where reading can go on after this batch. */
  readonly resume: ResumePoint;
  /** Line of the last row in it. */
  readonly lastLine: number;
}

// No cell holds it: rows with NUL bytes are rejected when they are read.
const CELL_END = '\u0000';

/** The cells of a row, as they stand in the file: needed when it is rejected only where it is applied. */
export function unpackCells(packed: string | undefined): string[] {
  return packed === undefined ? [] : packed.split(CELL_END);
}

/** Makes the function that turns batches of rows into batches of records. */
export function batchBuilder(plan: RowPlan, occurrences?: Occurrences): (batch: RowBatch) => BuiltBatch {
  const buildRecord = recordBuilder(plan);
  const buildPurchase = purchaseBuilder(plan);
  return (batch) => {
    const built: Pick<BuiltBatch, 'records' | 'lines' | 'rejections' | 'packedCells'> = {
      records: [],
      lines: [],
      packedCells: [],
      rejections: batch.rejected.map(({ number, code, raw }) => ({ line: number, column: null, code, cells: [raw] })),
    };
    let warnings = 0;
    const customers = new Map<string, number>();
    for (const row of batch.rows) {
      if (plan.kind === 'CUSTOMERS') {
        const result = buildRecord(row);
        if ('rejection' in result) built.rejections.push(result.rejection);
        else {
          built.records.push(result.record);
          built.packedCells.push(row.cells.join(CELL_END));
          warnings += result.warnings;
        }
        continue;
      }
      const result = buildPurchase(row);
      if ('rejection' in result) {
        built.rejections.push(result.rejection);
        continue;
      }
      const { line, customer } = result;
      if (customer) {
        let position = customers.get(customer.key);
        if (position === undefined) {
          position = built.records.length;
          customers.set(customer.key, position);
          built.records.push(customer.record);
          // What is flagged of a customer is said once, not on every line.
          warnings += result.warnings;
        }
        line.customer = position;
      }
      built.lines.push(line);
      built.packedCells.push(row.cells.join(CELL_END));
    }
    built.rejections.sort((a, b) => a.line - b.line);
    const lastLine = Math.max(batch.rows.at(-1)?.number ?? 0, batch.rejected.at(-1)?.number ?? 0);
    if (occurrences) addOrdinals(built.lines, occurrences, lastLine);
    const rowCount = batch.rows.length + batch.rejected.length;
    return { ...built, warnings, rowCount, read: batch.read, resume: batch.resume, lastLine };
  };
}

function addOrdinals(lines: readonly BuiltLine[], occurrences: Occurrences, lastLine: number): void {
  const wanting = lines.filter(({ lineKey }) => wantsOrdinal(lineKey));
  // Order first: the lines of an order lie together in the count, too.
  const ordinals = occurrences.count(
    wanting.map(({ orderNumber, lineKey, line }) => ({ key: `${orderNumber} ${lineKey}`, line })),
    lastLine,
  );
  for (const [index, line] of wanting.entries()) line.lineKey += `#${ordinals[index] ?? 1}`;
}
