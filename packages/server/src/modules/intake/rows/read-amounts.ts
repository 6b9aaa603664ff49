import type { RuleCode } from '@dossier/shared/error';
import {
  currencyOf,
  type DecimalOptions,
  standardiseMoney,
  standardiseNumber,
  toTenThousandths,
  type Standardised,
} from '@dossier/shared/standardise';
import type { TargetField } from '../mapping/target-field.ts';
import type { Columns, FileRow } from './plan.ts';
import { remembering } from '../../../platform/memory/remembering.ts';

/** Quantity, price and amount of a line in ten-thousandths. */
export interface Amounts {
  readonly quantity: number;
  readonly unitPrice: number;
  readonly amount?: number;
  readonly currency?: string;
}

const ONE = 10_000;

/** Which cell breaks which rule. */
export interface AmountProblem {
  readonly target: TargetField;
  readonly rule: RuleCode | 'REQUIRED';
}

/**
 * Makes the function that reads what a line cost. Two of quantity, price and amount give the third; without a quantity it is one. A blank price or
 * amount where nothing else tells is a mistake in the row, not a gift.
 */
export function amountReader(columns: Columns): (row: FileRow) => Amounts | AmountProblem {
  const quantityOf = cellReader(columns, 'QUANTITY', standardiseNumber);
  const priceOf = cellReader(columns, 'UNIT_PRICE', standardiseMoney);
  const amountOf = cellReader(columns, 'AMOUNT', standardiseMoney);
  return (row) => {
    const quantity = quantityOf(row);
    if ('rule' in quantity) return quantity;
    const price = priceOf(row);
    if ('rule' in price) return price;
    const amount = amountOf(row);
    if ('rule' in amount) return amount;
    return combine(row, columns, { quantity, price, amount });
  };
}

function combine(
  row: FileRow,
  columns: Columns,
  { quantity, price, amount }: { quantity: ReadNumber; price: ReadNumber; amount: ReadNumber },
): Amounts | AmountProblem {
  if (columns.has('QUANTITY') && quantity.value === undefined) return { target: 'QUANTITY', rule: 'REQUIRED' };
  if (price.value === undefined && amount.value === undefined)
    return { target: columns.has('UNIT_PRICE') ? 'UNIT_PRICE' : 'AMOUNT', rule: 'REQUIRED' };

  const stated = columns.has('CURRENCY') ? columns.cell(row, 'CURRENCY').trim() : '';
  const currency = (stated === '' ? undefined : currencyOf(stated)) ?? price.currency ?? amount.currency;
  if (stated !== '' && currency === undefined) return { target: 'CURRENCY', rule: 'CURRENCY_UNKNOWN' };
  // A refund written as an amount alone takes one piece back.
  const pieces = quantity.value ?? ((amount.value ?? 0) < 0 ? -ONE : ONE);
  const unitPrice = price.value ?? divide(amount.value ?? 0, pieces);
  return {
    quantity: pieces,
    unitPrice,
    ...(amount.value === undefined ? {} : { amount: amount.value }),
    ...(currency === undefined ? {} : { currency }),
  };
}

interface ReadNumber {
  readonly value?: number;
  readonly currency?: string;
}

type Reading = (cell: string, options: DecimalOptions) => Standardised<string | { amount: string; currency?: string }>;

function cellReader(
  columns: Columns,
  target: TargetField,
  read: Reading,
): (row: FileRow) => ReadNumber | AmountProblem {
  const column = columns.of(target)[0];
  if (column === undefined) return () => NOTHING;
  const { decimalMark } = column.options;
  const options = decimalMark ? { decimalMark } : {};
  const readCell = remembering((cell: string): ReadNumber | AmountProblem => {
    const result = read(cell, options);
    if (result.state === 'empty') return NOTHING;
    if (result.state === 'invalid') return { target, rule: result.rule };
    const money = typeof result.value === 'string' ? { amount: result.value } : result.value;
    const value = exact(money.amount);
    if (value === undefined) return { target, rule: 'NUMBER_OUT_OF_RANGE' };
    return { value, ...(money.currency === undefined ? {} : { currency: money.currency }) };
  });
  return (row) => readCell(row.cells[column.index] ?? '');
}

const NOTHING: ReadNumber = {};

/** A decimal text in ten-thousandths; undefined when it is too large to be kept exactly. */
function exact(decimal: string): number | undefined {
  const value = Number(toTenThousandths(decimal));
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Amount per piece, both in ten-thousandths, rounded half away from zero. */
function divide(amount: number, pieces: number): number {
  if (pieces === 0) return 0;
  const scaled = BigInt(amount) * BigInt(ONE);
  const by = BigInt(pieces);
  const half = (by < 0n ? -by : by) / 2n;
  const isNegative = scaled < 0n !== by < 0n;
  const quotient = ((scaled < 0n ? -scaled : scaled) + half) / (by < 0n ? -by : by);
  return Number(isNegative ? -quotient : quotient);
}
