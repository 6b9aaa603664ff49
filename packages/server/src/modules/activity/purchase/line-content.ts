import type { UserErrorCode } from '@dossier/shared/error';
import type { Selectable } from 'kysely';
import type { Tables } from '../../../platform/database/tables.ts';
import { multiply, SCALE } from '../../../platform/money/money.ts';
import type { PurchaseLine } from './purchase-batch.ts';

/** A line as stored. */
export type LineRow = Selectable<Tables['order_line']>;
/** One version of a line as stored. */
export type VersionRow = Selectable<Tables['order_line_version']>;

/** What a line says, as stored: the part that versions differ in. */
export type LineContent = Omit<VersionRow, 'order_id' | 'line_key' | 'revision' | 'import_id' | 'retracted'>;

/** Bits of `given`: the optional fields that a version itself stated. */
export const GIVEN = { product: 1, description: 2, customer: 4, status: 8 } as const;

const LONGEST_NUMBER = 150;
const LONGEST_CODE = 100;
const LONGEST_TEXT = 300;
// Ten thousand million units: ninety of them still add up exactly.
const LARGEST = 1e14;

/** The rule a line breaks, or undefined when it can be kept. */
export function problemOf(line: PurchaseLine): UserErrorCode | undefined {
  if (line.orderNumber === '' || line.lineKey === '') return 'REQUIRED';
  if (line.orderNumber.length > LONGEST_NUMBER || line.lineKey.length > LONGEST_CODE) return 'TEXT_TOO_LONG';
  if ((line.productCode?.length ?? 0) > LONGEST_CODE) return 'TEXT_TOO_LONG';
  const isKept = (value: number) => Number.isSafeInteger(value) && Math.abs(value) <= LARGEST;
  return isKept(line.quantity) && isKept(line.unitPrice) && isKept(amountOf(line)) ? undefined : 'NUMBER_OUT_OF_RANGE';
}

/** The amount in ten-thousandths: as stated, else quantity × price. */
export function amountOf(line: PurchaseLine): number {
  if (line.amount !== undefined) return line.amount;
  // Whole quantities, nearly all of them, need no wide arithmetic.
  const whole = (line.quantity / SCALE) * line.unitPrice;
  return line.quantity % SCALE === 0 && Number.isSafeInteger(whole)
    ? whole + 0
    : multiply(line.quantity, line.unitPrice);
}

/**
 * What kind of line it is: a SALE moves goods out for money, a RETURN takes them back for money, anything else (gifts,
 * write-offs, fees, adjustments of a balance) is OTHER.
 */
export function kindOf(quantity: number, amount: number): 'SALE' | 'RETURN' | 'OTHER' {
  if (quantity > 0 && amount > 0) return 'SALE';
  return quantity < 0 && amount < 0 ? 'RETURN' : 'OTHER';
}

/** What a line states, ready to be stored. `productId` is the key of the product its code names. */
export function contentOf(line: PurchaseLine, productId: number | undefined): LineContent {
  const amount = amountOf(line);
  const text = line.productName && shortened(line.productName);
  return {
    given:
      (productId === undefined ? 0 : GIVEN.product) |
      (text ? GIVEN.description : 0) |
      (line.customerId === 0 ? 0 : GIVEN.customer) |
      (line.status ? GIVEN.status : 0),
    product_id: productId ?? null,
    description: text || null,
    quantity: line.quantity,
    unit_price: line.unitPrice,
    amount,
    kind: kindOf(line.quantity, amount),
    placed_at: line.placedAt,
    named_customer_id: line.subjectId ?? line.customerId,
    stated_status: line.status ?? null,
  };
}

function shortened(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  // Never half of a character that takes two units.
  return text.slice(0, LONGEST_TEXT).replace(/[\uD800-\uDBFF]$/, '');
}

/** What is shown when `next` is said after `known`: what `next` does not state stays. `given` is the next one's own. */
export function contentAfter(known: LineContent | undefined, next: LineContent): LineContent {
  if (!known) return next;
  const { given } = next;
  return {
    ...next,
    product_id: given & GIVEN.product ? next.product_id : known.product_id,
    description: given & GIVEN.description ? next.description : descriptionLeft(known, next),
    named_customer_id: given & GIVEN.customer ? next.named_customer_id : known.named_customer_id,
    stated_status: given & GIVEN.status ? next.stated_status : known.stated_status,
  };
}

// Words about one product say nothing about another.
function descriptionLeft(known: LineContent, next: LineContent): string | null {
  const isOther = (next.given & GIVEN.product) !== 0 && next.product_id !== known.product_id;
  return isOther ? null : known.description;
}

/** Whether two contents show the same. */
export function isSameContent(a: LineContent, b: LineContent): boolean {
  return (
    a.quantity === b.quantity &&
    a.unit_price === b.unit_price &&
    a.amount === b.amount &&
    a.placed_at === b.placed_at &&
    a.product_id === b.product_id &&
    a.description === b.description &&
    a.named_customer_id === b.named_customer_id &&
    a.stated_status === b.stated_status
  );
}

/** A shown line's own version: what it stated itself, without what it took over from older ones. */
export function versionOf(row: LineRow): VersionRow {
  const { given } = row;
  return {
    order_id: row.order_id,
    line_key: row.line_key,
    revision: row.revision,
    import_id: row.import_id,
    retracted: row.retracted,
    given,
    product_id: given & GIVEN.product ? row.product_id : null,
    description: given & GIVEN.description ? row.description : null,
    quantity: row.quantity,
    unit_price: row.unit_price,
    amount: row.amount,
    kind: row.kind,
    placed_at: row.placed_at,
    named_customer_id: given & GIVEN.customer ? row.named_customer_id : 0,
    stated_status: given & GIVEN.status ? row.stated_status : null,
  };
}
