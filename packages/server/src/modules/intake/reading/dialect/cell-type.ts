/** Kinds of values that show that a cell was cut where its author meant it. */
export type CellType =
  'blank' | 'number' | 'date' | 'time' | 'email' | 'url' | 'phone' | 'boolean' | 'code' | 'text' | 'odd';

/** Types that a column's values have and its name has not. */
export const VALUE_TYPES: ReadonlySet<CellType> = new Set([
  'number',
  'date',
  'time',
  'email',
  'url',
  'phone',
  'boolean',
]);

const PATTERNS: readonly (readonly [CellType, RegExp])[] = [
  ['number', /^[-+(]?\s?[¥￥$€£₩]?\s?[-+]?(\d{1,3}([,.' \u00a0]\d{3})+|\d+)([.,]\d+)?([eE][-+]?\d+)?\s?[)%‰元円€£$]?$/],
  ['number', /^[-+]?[.,]\d+([eE][-+]?\d+)?%?$/],
  ['date', /^\d{4}([-/.])\d{1,2}\1\d{1,2}([T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[-+]\d{2}:?\d{2})?)?$/],
  ['date', /^\d{1,2}([-/.])\d{1,2}\1\d{2,4}( \d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?)?$/],
  ['date', /^\d{2,4}\s?年\s?\d{1,2}\s?月(\s?\d{1,2}\s?日)?/],
  ['date', /^\d{1,2}[- ]([A-Z][a-z]{2,8}|[A-Z]{3})[-. ]\d{2,4}$/],
  ['date', /^([A-Z][a-z]{2,8}) \d{1,2},? \d{4}$/],
  ['date', /^([A-Z][a-z]{2})-\d{2}$/],
  ['time', /^\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[AaPp][Mm])?(Z|[-+]\d{2}:?\d{2})?$/],
  ['email', /^[^\s@,;|]+@[^\s@,;|]+\.[^\s@,;|]{2,}$/],
  ['url', /^(https?|ftp):\/\/\S+$|^www\.\S+$/i],
  ['phone', /^\+?(\(\d{2,4}\) ?)?\d[\d -]{4,16}\d$/],
  ['boolean', /^(true|false|yes|no|y|n|是|否|有|无|男|女)$/i],
  ['blank', /^(n\/?a|null|none|nan|-+|\\N|#N\/A|无)$/i],
  ['code', /^="[^"]*"$/],
  ['code', /^[\p{L}\p{N}][\p{L}\p{N}_./#-]*$/u],
  ['text', /^["'“([#¿¡<]?[\p{L}\p{N}£$€¥@*&+<>=~§-].*$/su],
];

/** The type of a cell; `odd` for one that starts in the middle of something. */
export function cellType(cell: string): CellType {
  const value = cell.trim();
  if (value === '') return 'blank';
  if (value.length > 400) return 'text';
  for (const [type, pattern] of PATTERNS) if (pattern.test(value)) return type;
  return 'odd';
}
