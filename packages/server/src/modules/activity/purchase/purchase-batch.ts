import type { UserErrorCode } from '@dossier/shared/error';

/** What an order's state can be. */
export const ORDER_STATUSES = ['PLACED', 'PARTLY_RETURNED', 'RETURNED', 'CANCELLED'] as const;

/** See {@link ORDER_STATUSES}. */
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** One line of a purchase as a file or a call brings it. Fields that are absent were not said and leave what is known. */
export interface PurchaseLine {
  /** Line of the file, or the position in the call. */
  readonly line: number;
  /** 0 when the line names no customer. */
  readonly customerId: number;
  /** For whom it is recorded, where that is somebody who was merged into the customer. */
  readonly subjectId?: number | undefined;
  readonly orderNumber: string;
  /** The same for the same line of the order when it comes again; short (at most 100 characters). */
  readonly lineKey: string;
  /** Milliseconds since 1970. */
  readonly placedAt: number;
  readonly productCode?: string | undefined;
  readonly productName?: string | undefined;
  /** Ten-thousandths, as are price and amount. */
  readonly quantity: number;
  readonly unitPrice: number;
  /** Quantity × price when absent. */
  readonly amount?: number | undefined;
  readonly status?: OrderStatus | undefined;
  /** ISO 4217; the batch's when absent. */
  readonly currency?: string | undefined;
}

/** Lines of one source that are applied together. */
export interface PurchaseBatch {
  readonly sourceId: number;
  /** Null when no import brings them. */
  readonly importId: number | null;
  /** Milliseconds since 1970: when they were recorded. */
  readonly at: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly lines: readonly PurchaseLine[];
  /** Decides and counts without writing anything. */
  readonly dryRun?: boolean | undefined;
}

/** What became of one line. */
export interface PurchaseLineOutcome {
  readonly line: number;
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'rejected';
  /** 0 when rejected, and for orders that a dry run would create. */
  readonly orderId: number;
  /** Why it was rejected. */
  readonly code?: UserErrorCode;
}

/** Something doubtful about a line that was applied all the same. */
export interface PurchaseWarning {
  readonly line: number;
  /** ORDER_CUSTOMER_DIFFERS: the line names another customer than the order's first known one, who keeps it. */
  readonly code: 'ORDER_CUSTOMER_DIFFERS';
}

/** What applying a batch did, or would do. */
export interface PurchaseResult {
  readonly lines: readonly PurchaseLineOutcome[];
  readonly warnings: readonly PurchaseWarning[];
  /** Keys of orders that were not there, or had no line left: count them as a set over several batches. */
  readonly newOrders: readonly string[];
  /** Customers whose purchases are different now. */
  readonly customerIds: readonly number[];
}

/** Primary keys taken ahead for one batch; what it does not use is lost. */
export interface ReservedPurchases {
  readonly firstId: number;
  readonly count: number;
}
