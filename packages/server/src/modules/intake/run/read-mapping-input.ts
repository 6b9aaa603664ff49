import { refuse } from '../../../platform/graphql/refused.ts';
import { type ColumnMapping, type ColumnOptions, TARGET_FIELDS, type TargetField } from '../mapping/target-field.ts';

/** One column's meaning as a person gives it. */
export interface MappingInput {
  readonly column: string;
  readonly index: number;
  readonly target: TargetField;
  readonly options?: readonly { readonly name: string; readonly value: string }[] | null;
}

const DATE_ORDERS = ['YMD', 'DMY', 'MDY'] as const;

/** Checks a mapping against the columns of the file; columns it leaves out are other data. */
export function readMappingInput(input: readonly MappingInput[], columns: readonly string[]): ColumnMapping[] {
  const byIndex = new Map<number, MappingInput>();
  for (const [position, entry] of input.entries()) {
    const path = ['mapping', String(position)];
    if (columns[entry.index] !== entry.column)
      refuse('COLUMN_NOT_FOUND', [...path, 'column'], { column: entry.column });
    if (byIndex.has(entry.index)) refuse('DUPLICATE', [...path, 'index']);
    byIndex.set(entry.index, entry);
  }
  return columns.map((column, index) => {
    const entry = byIndex.get(index);
    return entry
      ? {
          column,
          index,
          target: entry.target,
          options: optionsOf(entry.options ?? [], ['mapping', String(index), 'options']),
        }
      : { column, index, target: 'OTHER_DATA', options: {} };
  });
}

/** Reads the options of a column; refuses names and values that it does not know. */
export function optionsOf(
  given: readonly { readonly name: string; readonly value: string }[],
  path: readonly string[],
): ColumnOptions {
  let options: ColumnOptions = {};
  for (const { name, value } of given) {
    const dateOrder = DATE_ORDERS.find((order) => order === value);
    if (name === 'dateOrder' && dateOrder) options = { ...options, dateOrder };
    else if (name === 'phoneRegion' && /^[A-Z]{2}$/.test(value)) options = { ...options, phoneRegion: value };
    else if (name === 'separator' && value.length > 0 && value.length <= 5) options = { ...options, separator: value };
    else if (name === 'decimalMark' && (value === '.' || value === ',')) options = { ...options, decimalMark: value };
    else refuse('INVALID_CHOICE', [...path, name]);
  }
  return options;
}

/** The options of a column as the API lists them. */
export function listOptions(options: ColumnOptions): { name: string; value: string }[] {
  return Object.entries(options).map(([name, value]) => ({ name, value: String(value) }));
}

/** Whether a text names a target field. */
export function isTargetField(text: string): text is TargetField {
  return TARGET_FIELDS.some((target) => target === text);
}
