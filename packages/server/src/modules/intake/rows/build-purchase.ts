import type { RuleCode } from '@dossier/shared/error';
import { hash } from 'node:crypto';
import { standardiseExternalId, standardiseText, standardiseTimestamp, valueOf } from '@dossier/shared/standardise';
import type { IncomingRecord } from '../../customer/index.ts';
import { PURCHASE_FIELDS, type TargetField } from '../mapping/target-field.ts';
import { recordBuilder } from './build-record.ts';
import { type Columns, columnsOf, type FileRow, type Rejection, type RowCode, type RowPlan } from './plan.ts';
import type { BuiltPurchase } from './purchase-line.ts';
import { amountReader } from './read-amounts.ts';
import { readStatus } from './read-status.ts';
import { remembering } from '../../../platform/memory/remembering.ts';

/** A row of purchases, or why it is not taken over. */
export type BuiltPurchaseRow = BuiltPurchase | { readonly rejection: Rejection };

const LONGEST_NUMBER = 150;
const LONGEST_CODE = 100;
const LONGEST_NAME = 300;
const KEY_CHARACTERS = 22;

/** Fields of keys that several kinds of columns feed. */
const FED_BY: Readonly<Partial<Record<TargetField, readonly TargetField[]>>> = {
  PHONE: ['MOBILE', 'PHONE', 'WORK_PHONE', 'HOME_PHONE'],
  NAME: ['NAME', 'FAMILY_NAME', 'GIVEN_NAME', 'CONTACT_NAME'],
};

/** What makes a row of purchases name a customer. */
const NAMING: readonly TargetField[] = ['EXTERNAL_ID', 'CUSTOMER_NUMBER'];

/** Makes the function that turns rows into purchase lines; pure but for a memory of what it read last. */
export function purchaseBuilder(plan: RowPlan): (row: FileRow) => BuiltPurchaseRow {
  const columns = columnsOf(plan.mapping);
  const buildCustomer = recordBuilder(plan);
  const readTime = timeReader(columns, plan);
  const readAmounts = amountReader(columns);
  const readCode = remembering(standardiseExternalId);
  const readName = remembering((cell: string) => ({ name: valueOf(standardiseText(cell.slice(0, LONGEST_NAME))) }));
  const customerColumns = plan.mapping.filter(
    ({ target }) => !PURCHASE_FIELDS.has(target) && target !== 'IGNORE' && target !== 'OTHER_DATA',
  );
  let lastCustomerCells = '';
  let lastCustomer: ReturnType<typeof readCustomer>;

  return (row) => {
    const reject = (target: TargetField, code: RowCode): BuiltPurchaseRow => ({
      rejection: { line: row.number, column: columns.of(target)[0]?.name ?? null, code, cells: row.cells },
    });
    const time = readTime(row);
    if (typeof time === 'string') return reject('ORDER_TIME', time);
    const amounts = readAmounts(row);
    if ('rule' in amounts) return reject(amounts.target, amounts.rule);
    const productCode = readCode(columns.cell(row, 'PRODUCT_CODE'));
    if (productCode.state === 'invalid') return reject('PRODUCT_CODE', productCode.rule);
    if (productCode.state === 'ok' && productCode.value.length > LONGEST_CODE)
      return reject('PRODUCT_CODE', 'TEXT_TOO_LONG');

    const customer = customerOf(row);
    if (customer && 'rejection' in customer) return customer;
    const orderNumber = readOrderNumber(row, columns, customer?.key, time);
    if (orderNumber === undefined) return reject('ORDER_NUMBER', 'REQUIRED');
    if (orderNumber === null) return reject('ORDER_NUMBER', 'DIGITS_LOST');
    if (orderNumber.length > LONGEST_NUMBER) return reject('ORDER_NUMBER', 'TEXT_TOO_LONG');
    const productName = readName(columns.cell(row, 'PRODUCT_NAME')).name;
    const status = columns.has('ORDER_STATUS') ? readStatus(columns.cell(row, 'ORDER_STATUS')) : undefined;
    const code = productCode.state === 'ok' ? productCode.value : undefined;
    const { currency, ...numbers } = amounts;
    return {
      line: {
        line: row.number,
        orderNumber,
        lineKey: keyOf(columns.cell(row, 'LINE_NUMBER'), [
          orderNumber,
          code ?? productName ?? '',
          numbers.quantity,
          numbers.unitPrice,
          numbers.amount ?? '',
          currency ?? '',
        ]),
        placedAt: time,
        ...(code === undefined ? {} : { productCode: code }),
        ...(productName === undefined ? {} : { productName }),
        ...numbers,
        ...(status === undefined ? {} : { status }),
        ...(currency === undefined ? {} : { currency }),
        customer: -1,
      },
      ...(customer ? { customer: { key: customer.key, record: customer.record } } : {}),
      warnings: customer?.warnings ?? 0,
    };
  };

  /** The lines of an order follow one another and mostly repeat the customer. */
  function customerOf(row: FileRow): ReturnType<typeof readCustomer> {
    const cells = customerColumns.map(({ index }) => row.cells[index] ?? '').join('\u0000');
    if (cells !== lastCustomerCells) {
      lastCustomer = readCustomer(row);
      lastCustomerCells = cells;
    }
    if (lastCustomer && 'rejection' in lastCustomer) return readCustomer(row);
    return lastCustomer;
  }

  function readCustomer(
    row: FileRow,
  ): { key: string; record: IncomingRecord; warnings: number } | { rejection: Rejection } | undefined {
    const named = NAMING.some((target) => columns.cell(row, target).trim() !== '');
    if (!named && plan.customerKeys.length === 0) return undefined;
    const built = buildCustomer(row);
    // A row that says nothing of a customer is a purchase without one; one whose id lost digits is a mistake.
    if ('rejection' in built) return built.rejection.code === 'REQUIRED' ? undefined : built;
    const key = customerKey(built.record, row, columns, plan.customerKeys);
    return key === undefined ? undefined : { key, record: built.record, warnings: built.warnings };
  }
}

/** What rows about the same customer share: number, external id, or the raw cells of the first whole key. */
function customerKey(
  record: IncomingRecord,
  row: FileRow,
  columns: Columns,
  keys: RowPlan['customerKeys'],
): string | undefined {
  if (record.number !== undefined) return `n:${record.number}`;
  if (record.externalId !== undefined) return `x:${record.externalId}`;
  for (const key of keys) {
    const cells = key.map((target) =>
      (FED_BY[target] ?? [target])
        .flatMap((column) => columns.of(column).map(({ index }) => row.cells[index] ?? ''))
        .join(' ')
        .trim(),
    );
    if (cells.every((cell) => cell !== '')) return `k:${key.join('+')}:${cells.join('|')}`;
  }
  return undefined;
}

/** Undefined when there is none, null when a spreadsheet cut digits off. */
function readOrderNumber(
  row: FileRow,
  columns: Columns,
  customer: string | undefined,
  time: number,
): string | undefined | null {
  if (!columns.has('ORDER_NUMBER')) {
    // A file without order numbers: what one customer buys at one time is one order.
    return customer === undefined
      ? undefined
      : `${customer.slice(2)} ${new Date(time).toISOString()}`.slice(0, LONGEST_NUMBER);
  }
  const read = standardiseExternalId(columns.cell(row, 'ORDER_NUMBER'));
  if (read.state === 'invalid') return null;
  return read.state === 'ok' ? read.value : undefined;
}

/** The line's own number, or a digest of what identical lines share; `lineKeys` adds which of them it is. */
function keyOf(lineNumber: string, content: readonly (string | number)[]): string {
  const number = valueOf(standardiseExternalId(lineNumber));
  if (number !== undefined) return `n${number}`.slice(0, LONGEST_CODE);
  return `=${hash('sha1', content.join('\u0000'), 'base64url').slice(0, KEY_CHARACTERS)}`;
}

/** Whether a key still wants the ordinal among identical lines. */
export function wantsOrdinal(lineKey: string): boolean {
  return lineKey.startsWith('=');
}

function timeReader(columns: Columns, plan: RowPlan): (row: FileRow) => number | RuleCode | 'REQUIRED' {
  const column = columns.of('ORDER_TIME')[0];
  const order = column?.options.dateOrder;
  const options = { zone: plan.timeZone, ...(order ? { order } : {}) };
  // The lines of an order mostly follow one another and share their time.
  let lastCell = '';
  let last: number | RuleCode | 'REQUIRED' = 'REQUIRED';
  return (row) => {
    const cell = column === undefined ? '' : (row.cells[column.index] ?? '');
    if (cell === lastCell && cell !== '') return last;
    const read = standardiseTimestamp(cell, options);
    lastCell = cell;
    last = read.state === 'ok' ? Date.parse(read.value) : read.state === 'empty' ? 'REQUIRED' : read.rule;
    return last;
  };
}
