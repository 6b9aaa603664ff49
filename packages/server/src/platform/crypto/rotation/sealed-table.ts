import type { BlindIndex } from '../blind-index/blind-index.ts';
import type { SealedColumn } from '../sealing/place.ts';

/** A stored row, as far as it was asked for. */
export type StoredRow = Readonly<Record<string, unknown>>;

/** How rotation finds its way in a table with sealed values. Declared by the module that owns the table, listed in `app`. */
export interface SealedTable {
  /** The column with the sealed values; null where a row has none. */
  readonly column: SealedColumn;
  /** The columns of the primary key, in its order. */
  readonly key: readonly [string, ...string[]];
  /** The column whose value sealed values are bound to as their row. */
  readonly rowId: string;
  /** The column with whose key they are sealed. */
  readonly subjectId: string;
  /** The column of the version they are bound to, where they are. */
  readonly version?: string;
  /** Further columns that `entriesOf` looks at. */
  readonly with?: readonly string[];
  /** The columns of blind indexes of a value; their names are the same for every row. */
  readonly entriesOf: (plain: string, row: StoredRow, index: BlindIndex) => Readonly<Record<string, string | null>>;
}
