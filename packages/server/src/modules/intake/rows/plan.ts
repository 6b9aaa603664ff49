import { isFiller } from '@dossier/shared/standardise';
import type { UserErrorCode } from '@dossier/shared/error';
import type { RecognitionCode } from '../../customer/index.ts';
import type { ColumnMapping, ColumnOptions, ImportKind, RowShape, TargetField } from '../mapping/target-field.ts';
import type { RejectionCode } from '../reading/index.ts';

/** Everything that decides what a row of a file becomes. Plain data: it is handed to a thread. */
export interface RowPlan {
  readonly kind: ImportKind;
  readonly rowShape: RowShape;
  readonly mapping: readonly ColumnMapping[];
  /** ISO 3166-1 alpha-2: where phone numbers and addresses without a country are. */
  readonly phoneRegion: string;
  /** IANA zone of times without an offset. */
  readonly timeZone: string;
  /** ISO 4217: of amounts that name none. */
  readonly currency: string;
  /** YYYY-MM-DD in the installation's zone when the import was started: later birth dates are doubted. */
  readonly today: string;
  /** Rows after this line are not read. */
  readonly lastLine: number | null;
  /** For each code list, what its folded labels and codes stand for. */
  readonly codes: Readonly<Partial<Record<CodedField, Readonly<Record<string, string>>>>>;
  /** Fields whose values together name a customer of a purchase that has no number or external id. */
  readonly customerKeys: readonly (readonly TargetField[])[];
}

/** Fields whose values come from code lists. */
export type CodedField = 'INDUSTRY' | 'SIZE' | 'STAGE' | 'GRADE';

/** A row of the file as the reader gives it. */
export interface FileRow {
  /** Line of the text or row of the sheet, from 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** A column that feeds a field. */
export interface MappedColumn {
  readonly name: string;
  readonly index: number;
  readonly options: ColumnOptions;
}

/** Why a row can be rejected: it cannot be read, breaks a rule, or is about nobody. */
export type RowCode = RejectionCode | UserErrorCode | RecognitionCode;

/** Why a row is not taken over. Plain data; the sentence is made from the code when it is shown. */
export interface Rejection {
  readonly line: number;
  /** The column at fault; null when the row as a whole is. */
  readonly column: string | null;
  readonly code: RowCode;
  readonly params?: Readonly<Record<string, string | number>>;
  /** The row as it stands in the file. */
  readonly cells: readonly string[];
}

/** The columns of each field, and its text: that of its column, or of several joined by spaces. */
export interface Columns {
  of(target: TargetField): readonly MappedColumn[];
  cell(row: FileRow, target: TargetField): string;
  has(target: TargetField): boolean;
}

const NONE: readonly MappedColumn[] = [];

/** The filled cells of several columns: a middle name behind the first, a street behind its house number. */
function joinCells(row: FileRow, columns: readonly MappedColumn[]): string {
  return columns
    .map(({ index }) => row.cells[index] ?? '')
    .filter((cell) => !isFiller(cell))
    .join(' ');
}

/** Sorts the mapping by field, once per file. */
export function columnsOf(mapping: readonly ColumnMapping[]): Columns {
  const byTarget = new Map<TargetField, MappedColumn[]>();
  for (const { column, index, target, options } of mapping) {
    const known = byTarget.get(target);
    const mapped = { name: column, index, options };
    if (known) known.push(mapped);
    else byTarget.set(target, [mapped]);
  }
  const of = (target: TargetField) => byTarget.get(target) ?? NONE;
  return {
    of,
    has: (target) => byTarget.has(target),
    cell: (row, target) => {
      const columns = of(target);
      if (columns.length > 1) return joinCells(row, columns);
      const column = columns[0];
      return column === undefined ? '' : (row.cells[column.index] ?? '');
    },
  };
}
