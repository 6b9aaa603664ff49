import { multiply } from '../../../platform/money/money.ts';
import type { OrderStatus, PurchaseLine } from './purchase-batch.ts';

/** An order as the model and the database are compared. */
export interface ModelOrder {
  readonly number: string;
  readonly customerId: number;
  readonly placedAt: number;
  readonly total: number;
  readonly lineCount: number;
  readonly status: string;
  readonly lines: readonly string[];
}

interface Said {
  readonly importId: number;
  readonly line: PurchaseLine;
}

/**
 * Purchases by brute force: everything that was ever said, in order, and which imports count. What is shown is worked out
 * from the beginning every time.
 */
export class PurchaseModel {
  readonly undone = new Set<number>();
  #said: Said[] = [];

  apply(importId: number, lines: readonly PurchaseLine[]): void {
    for (const line of lines) this.#said.push({ importId, line });
  }

  purge(importId: number): void {
    this.#said = this.#said.filter((said) => said.importId !== importId);
  }

  orders(): ModelOrder[] {
    const orders: ModelOrder[] = [];
    const names = this.#productNames();
    for (const [number, said] of Map.groupBy(this.#said, ({ line }) => line.orderNumber)) {
      const counting = said.filter(({ importId }) => !this.undone.has(importId));
      // Lines stand in the order in which what counts of them was first said.
      const shown = [...Map.groupBy(counting, ({ line }) => nameOf(line)).values()].map((versions) =>
        versions.map(({ line }) => line),
      );
      if (shown.length > 0) orders.push(orderOf(number, shown, said, names));
    }
    return orders.toSorted((a, b) => (a.number < b.number ? -1 : 1));
  }

  /** By code: the first name that still counts. */
  #productNames(): Map<string, string> {
    const counting = this.#said.filter(({ importId }) => !this.undone.has(importId));
    return new Map(
      counting
        .toReversed()
        .flatMap(({ line: { productCode, productName } }) =>
          productCode && productName ? [[productCode, productName]] : [],
        ),
    );
  }
}

function nameOf({ orderNumber, lineKey }: PurchaseLine): string {
  return `${orderNumber}/${lineKey}`;
}

function orderOf(
  number: string,
  lines: readonly (readonly PurchaseLine[])[],
  said: readonly Said[],
  names: ReadonlyMap<string, string>,
): ModelOrder {
  const newest = lines.flatMap((versions) => versions.slice(-1));
  const amounts = newest.map((line) => line.amount ?? multiply(line.quantity, line.unitPrice));
  const customers = lines.map((versions) => versions.findLast(({ customerId }) => customerId !== 0)?.customerId ?? 0);
  return {
    number,
    customerId: customers.find((id) => id !== 0) ?? 0,
    placedAt: Math.min(...newest.map(({ placedAt }) => placedAt)),
    total: amounts.reduce((sum, amount) => sum + amount, 0),
    lineCount: newest.length,
    status: statedStatus(lines, said) ?? derivedStatus(newest),
    lines: lines
      .map((versions, index) => {
        const { lineKey, quantity = 0, unitPrice = 0 } = versions.at(-1) ?? {};
        const code = versions.findLast(({ productCode }) => productCode)?.productCode ?? '-';
        const name = `(${names.get(code) ?? '-'}) ${descriptionOf(versions)}`;
        return `${lineKey} ${code} ${name} ${quantity} × ${unitPrice} = ${amounts[index]}`;
      })
      .toSorted(),
  };
}

// The last words said about the product that the line is of; words without a product are about the one known then.
function descriptionOf(versions: readonly PurchaseLine[]): string {
  let code: string | undefined;
  let words = '-';
  for (const { productCode, productName } of versions) {
    if (productName) words = productName;
    else if (productCode && productCode !== code) words = '-';
    code = productCode ?? code;
  }
  return words;
}

// Of the lines that have a state, the one that was last heard of decides.
function statedStatus(lines: readonly (readonly PurchaseLine[])[], said: readonly Said[]): OrderStatus | undefined {
  const heard = said.map(({ line }) => line);
  return lines
    .map((versions) => ({
      status: versions.findLast(({ status }) => status)?.status,
      at: Math.max(...versions.map((version) => heard.indexOf(version))),
    }))
    .filter(({ status }) => status !== undefined)
    .toSorted((a, b) => b.at - a.at)[0]?.status;
}

function derivedStatus(lines: readonly PurchaseLine[]): OrderStatus {
  const pieces = (sign: number) =>
    lines
      .filter((line) => {
        const amount = line.amount ?? multiply(line.quantity, line.unitPrice);
        return line.quantity * sign > 0 && amount * sign > 0;
      })
      .reduce((sum, { quantity }) => sum + Math.abs(quantity), 0);
  if (pieces(-1) === 0) return 'PLACED';
  return pieces(-1) >= pieces(1) ? 'RETURNED' : 'PARTLY_RETURNED';
}
