import type { IncomingRecord } from '../../customer/index.ts';

/** What a state that a file names can be. */
export type StatedStatus = 'PLACED' | 'PARTLY_RETURNED' | 'RETURNED' | 'CANCELLED';

/** One line of a purchase as the file has it; money and quantities in ten-thousandths. */
export interface BuiltLine {
  /** Line of the file. */
  readonly line: number;
  readonly orderNumber: string;
  /** The same for the same line when it comes again; see `lineKeys`. */
  lineKey: string;
  /** Milliseconds since 1970. */
  readonly placedAt: number;
  readonly productCode?: string;
  readonly productName?: string;
  readonly quantity: number;
  readonly unitPrice: number;
  /** As the file states it; absent: quantity × price. */
  readonly amount?: number;
  readonly status?: StatedStatus;
  readonly currency?: string;
  /** Position of the customer in the batch's list; -1 when the line names none. */
  customer: number;
}

/** What one row of purchases becomes. */
export interface BuiltPurchase {
  readonly line: BuiltLine;
  /** What the row says about the customer; absent when it names none. */
  readonly customer?: { readonly key: string; readonly record: IncomingRecord };
  readonly warnings: number;
}
