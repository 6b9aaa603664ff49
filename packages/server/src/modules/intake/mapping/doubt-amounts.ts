import { standardiseMoney, standardiseNumber } from '@dossier/shared/standardise';
import type { ColumnMapping, TargetField } from './target-field.ts';

const ENOUGH = 3;
/** Discounts and rounding make a line's amount differ; an order's total differs by much more. */
const NEAR = 0.5;
const MOSTLY = 0.5;

/**
 * A column of amounts beside quantity and price is the line's only if it mostly is near their product. Else it is the
 * order's total, repeated on every line: taken for the line's, it would count many times.
 */
export function doubtAmounts(mapping: readonly ColumnMapping[], rows: readonly (readonly string[])[]): ColumnMapping[] {
  const find = (target: TargetField) => mapping.find((entry) => entry.target === target);
  const quantity = find('QUANTITY');
  const price = find('UNIT_PRICE');
  const amount = find('AMOUNT');
  if (!quantity || !price || !amount) return [...mapping];
  let compared = 0;
  let near = 0;
  for (const row of rows) {
    const pieces = standardiseNumber(row[quantity.index] ?? '', quantity.options);
    const each = standardiseMoney(row[price.index] ?? '', price.options);
    const stated = standardiseMoney(row[amount.index] ?? '', amount.options);
    if (pieces.state !== 'ok' || each.state !== 'ok' || stated.state !== 'ok') continue;
    const product = Number(pieces.value) * Number(each.value.amount);
    if (product === 0) continue;
    compared++;
    const share = Number(stated.value.amount) / product;
    if (share > 1 - NEAR && share < 1 + NEAR) near++;
  }
  if (compared < ENOUGH || near / compared >= MOSTLY) return [...mapping];
  return mapping.map((entry) =>
    entry === amount
      ? { ...entry, target: 'OTHER_DATA', options: {}, confidence: 0.35, reason: 'HEADER_DOUBTED' }
      : entry,
  );
}
