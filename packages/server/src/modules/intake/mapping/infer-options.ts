import { inferDateOrder } from '@dossier/shared/standardise';
import type { ColumnOptions, TargetField } from './target-field.ts';

const DATES: ReadonlySet<TargetField> = new Set<TargetField>(['BIRTH_DATE', 'CREATED_AT', 'ORDER_TIME']);
const NUMBERS: ReadonlySet<TargetField> = new Set<TargetField>(['QUANTITY', 'UNIT_PRICE', 'AMOUNT']);
const TAG_SEPARATORS = [';', '；', '|', '、', ',', '，', '/'] as const;
const DECIMAL_COMMA = /^[-+(]?\s*(?:\d{1,3}(?:[. ]\d{3})+|\d+),\d{1,2}\)?$/;
const DECIMAL_POINT = /^[-+(]?\s*(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+\)?$/;

/** What a column's own values say about how to read them: order of day and month, decimal mark, separator. */
export function inferOptions(target: TargetField, cells: readonly string[]): ColumnOptions {
  if (DATES.has(target)) {
    const { order } = inferDateOrder(cells);
    return order ? { dateOrder: order } : {};
  }
  if (NUMBERS.has(target)) {
    const commas = cells.filter((cell) => DECIMAL_COMMA.test(cell.trim())).length;
    const points = cells.filter((cell) => DECIMAL_POINT.test(cell.trim())).length;
    return commas > points ? { decimalMark: ',' } : {};
  }
  if (target === 'TAGS') {
    const used = TAG_SEPARATORS.find((separator) => cells.some((cell) => cell.includes(separator)));
    return used ? { separator: used } : {};
  }
  return {};
}
