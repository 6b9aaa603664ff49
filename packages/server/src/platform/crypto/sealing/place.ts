const NAME = /^[a-z][a-z0-9_]*$/;

/** A column that holds sealed values. Declared once, at the top of the module that owns the table. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
}

/** Where a sealed value belongs, and to whom. It opens nowhere else. */
export interface SealedPlace {
  readonly at: SealedColumn;
  /** The row's primary key. */
  readonly rowId: number;
  /** Whose key seals it: the record it was collected for, whoever owns it now. */
  readonly subjectId: number;
  /** The row's version, where an older value of the same row must not open in it (SENSITIVE fields). */
  readonly version?: number;
}

/**
 * Declares a column of sealed values.
 *
 * @throws Error for names that are not plain lower-case identifiers: in the text that values are bound to, they must not
 *   run into each other
 */
export function sealedColumn(table: string, column: string): SealedColumn {
  if (!NAME.test(table) || !NAME.test(column)) throw new Error(`"${table}"."${column}" cannot name a sealed column`);
  return { table, column };
}
