/** What an import did, or a dry run would do. Rows are records of the file: customers, or lines of purchases. */
export interface ImportCounts {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  /** Customers that were created, for purchases: those that the lines brought along. */
  customers: number;
  /** Orders that were not there before. */
  orders: number;
  /** Lines that were not there before. */
  orderLines: number;
  linesWithoutCustomer: number;
  /** Values and lines that were taken over and flagged. */
  warnings: number;
}

/** Nothing counted yet. */
export const NO_COUNTS: ImportCounts = {
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  customers: 0,
  orders: 0,
  orderLines: 0,
  linesWithoutCustomer: 0,
  warnings: 0,
};

/** The sum of two counts. */
export function addCounts(a: ImportCounts, b: ImportCounts): ImportCounts {
  return {
    read: a.read + b.read,
    created: a.created + b.created,
    updated: a.updated + b.updated,
    unchanged: a.unchanged + b.unchanged,
    rejected: a.rejected + b.rejected,
    customers: a.customers + b.customers,
    orders: a.orders + b.orders,
    orderLines: a.orderLines + b.orderLines,
    linesWithoutCustomer: a.linesWithoutCustomer + b.linesWithoutCustomer,
    warnings: a.warnings + b.warnings,
  };
}

/** Whether every row read is accounted for. */
export function isReconciled(counts: ImportCounts): boolean {
  return counts.read === counts.created + counts.updated + counts.unchanged + counts.rejected;
}
