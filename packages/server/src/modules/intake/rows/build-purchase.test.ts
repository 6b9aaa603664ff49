import { describe, expect, it } from 'vitest';
import type { ColumnMapping, TargetField } from '../mapping/target-field.ts';
import { purchaseBuilder } from './build-purchase.ts';
import type { RowPlan } from './plan.ts';

function builder(targets: readonly TargetField[], more: Partial<RowPlan> = {}) {
  const mapping = targets.map((target, index): ColumnMapping => ({
    column: target.toLowerCase(),
    index,
    target,
    options: {},
  }));
  const build = purchaseBuilder({
    kind: 'PURCHASES',
    rowShape: 'AUTO',
    mapping,
    phoneRegion: 'CN',
    timeZone: 'UTC',
    currency: 'GBP',
    today: '2026-03-05',
    lastLine: null,
    codes: {},
    customerKeys: [],
    ...more,
  });
  let number = 1;
  return (...cells: string[]) => build({ number: ++number, cells });
}

const RETAIL: readonly TargetField[] = [
  'ORDER_NUMBER',
  'PRODUCT_CODE',
  'PRODUCT_NAME',
  'QUANTITY',
  'ORDER_TIME',
  'UNIT_PRICE',
  'EXTERNAL_ID',
  'COUNTRY',
];

describe('purchaseBuilder', () => {
  it('reads a line exactly', () => {
    const built = builder(RETAIL)(
      'C536365',
      '85123A',
      'HEART HOLDER',
      '-6',
      '2010-12-01 08:26:00',
      '2.55',
      '17850.0',
      'United Kingdom',
    );
    if ('rejection' in built) throw new Error(built.rejection.code);
    expect(built.line).toMatchObject({
      line: 2,
      orderNumber: 'C536365',
      placedAt: Date.UTC(2010, 11, 1, 8, 26),
      productCode: '85123A',
      productName: 'HEART HOLDER',
      quantity: -60_000,
      unitPrice: 25_500,
    });
    expect(built.customer).toEqual({
      key: 'x:17850',
      record: {
        line: 2,
        externalId: '17850',
        document: { fields: {}, addresses: [{ country: 'GB', raw: 'United Kingdom' }] },
      },
    });
  });

  it('gives identical lines one key, and others another, whatever their description', () => {
    const build = builder(RETAIL);
    const key = (...cells: string[]) => {
      const built = build(...cells);
      return 'rejection' in built ? built.rejection.code : built.line.lineKey;
    };
    const first = key('1', 'A', 'red', '1', '2010-12-01', '2.5', '', '');
    expect(key('1', 'A', 'RED ', '1', '2010-12-01', '2.50', '7', '')).toBe(first);
    expect(key('1', 'A', 'red', '2', '2010-12-01', '2.5', '', '')).not.toBe(first);
    expect(key('2', 'A', 'red', '1', '2010-12-01', '2.5', '', '')).not.toBe(first);
  });

  it('names no customer where only a country stands', () => {
    const built = builder(RETAIL)('1', 'A', 'red', '1', '2010-12-01', '2.5', '', 'France');
    expect('rejection' in built ? built : built.customer).toBeUndefined();
  });

  it('finds price from amount, and quantity from its sign', () => {
    const build = builder(['ORDER_NUMBER', 'ORDER_TIME', 'QUANTITY', 'AMOUNT']);
    expect(build('1', '2024-01-01', '3', '￥10')).toMatchObject({
      line: { quantity: 30_000, amount: 100_000, unitPrice: 33_333, currency: 'CNY' },
    });
    const refund = builder(['ORDER_NUMBER', 'ORDER_TIME', 'AMOUNT'])('1', '2024-01-01', '-10');
    expect(refund).toMatchObject({ line: { quantity: -10_000, unitPrice: 100_000, amount: -100_000 } });
  });

  it('makes one order of what a customer buys at one time where there are no order numbers', () => {
    const build = builder(['EXTERNAL_ID', 'ORDER_TIME', 'QUANTITY', 'AMOUNT']);
    const numbers = ['1', '1', '2'].map((id) => {
      const built = build(id, '19970101', '1', '11.77');
      return 'rejection' in built ? built.rejection.code : built.line.orderNumber;
    });
    expect(numbers).toEqual(['1 1997-01-01T00:00:00.000Z', '1 1997-01-01T00:00:00.000Z', '2 1997-01-01T00:00:00.000Z']);
  });

  it('names customers without an id by their keys', () => {
    const targets: readonly TargetField[] = ['ORDER_NUMBER', 'ORDER_TIME', 'AMOUNT', 'NAME', 'MOBILE'];
    const build = builder(targets, { customerKeys: [['NAME', 'PHONE']] });
    const first = build('1', '2024-01-01', '10', '王小明', '13800138000');
    expect(first).toMatchObject({ customer: { record: { document: { fields: { NAME: { value: '王小明' } } } } } });
    expect(build('2', '2024-01-01', '10', '王小明', '')).not.toHaveProperty('customer');
  });

  it.each([
    [['', 'A', 'red', '1', '2010-12-01', '2.5', '', ''], 'order_number', 'REQUIRED'],
    [['1', 'A', 'red', 'two', '2010-12-01', '2.5', '', ''], 'quantity', 'NUMBER_INVALID'],
    [['1', 'A', 'red', '', '2010-12-01', '2.5', '', ''], 'quantity', 'REQUIRED'],
    [['1', 'A', 'red', '1', '2010-13-41', '2.5', '', ''], 'order_time', 'DATE_IMPOSSIBLE'],
    [['1', 'A', 'red', '1', '', '2.5', '', ''], 'order_time', 'REQUIRED'],
    [['1', 'A', 'red', '1', '2010-12-01', '', '', ''], 'unit_price', 'REQUIRED'],
    [['1', 'A', 'red', '1', '2010-12-01', '2.5', '1.23457E+15', ''], 'external_id', 'DIGITS_LOST'],
  ])('rejects %j', (cells, column, code) => {
    expect(builder(RETAIL)(...cells)).toEqual({ rejection: { line: 2, column, code, cells } });
  });
});
