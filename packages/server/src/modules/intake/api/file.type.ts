import { Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { User } from '../../access/index.ts';
import { Readable, Writable } from '../../../platform/graphql/exposure.ts';
import { Node } from '../../../platform/graphql/node.type.ts';
import type { Resolved } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar, DecimalScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import type { FileState } from '../files/uploaded-file.repository.ts';
import { FileStateEnum } from './intake-enums.ts';

const NULLABLE = { nullable: true } as const;

/** How a file was found to be made. */
@ObjectType({ description: 'How a file is made and where its table lies, as detected or as a person decided.' })
export class FileDetection {
  @Readable(() => String, 'INTERNAL', 'CSV or XLSX, with _GZIP when it is compressed.')
  container: string;
  @Readable(() => String, 'INTERNAL', 'Encoding of the text; null for workbooks.', NULLABLE)
  encoding: string | null;
  @Readable(() => Float, 'INTERNAL', 'How sure the encoding is, 0 to 1.', NULLABLE)
  encodingConfidence: number | null;
  @Readable(() => String, 'INTERNAL', 'What separates cells; null for workbooks.', NULLABLE)
  delimiter: string | null;
  @Readable(() => String, 'INTERNAL', 'What quotes cells; empty when none are quoted.', NULLABLE)
  quote: string | null;
  @Readable(() => String, 'INTERNAL', 'How a quote inside a quoted cell is written: doubled or backslash.', NULLABLE)
  escape: string | null;
  @Readable(() => String, 'INTERNAL', 'LF (also CRLF) or CR.', NULLABLE)
  lineEnd: string | null;
  @Readable(() => Float, 'INTERNAL', 'How sure delimiter and quoting are, 0 to 1.', NULLABLE)
  dialectConfidence: number | null;
  @Readable(() => Int, 'INTERNAL', 'Line or row of the column names; null when there are none.', NULLABLE)
  headerRow: number | null;
  @Readable(() => Int, 'INTERNAL', 'First line or row with data.')
  firstRow: number;
  @Readable(() => Int, 'INTERNAL', 'Last line or row with data, when a person said so.', NULLABLE)
  lastRow: number | null;
  @Readable(() => Int, 'INTERNAL', 'How many of the last rows are notes below the table.')
  footerRows: number;
  @Readable(() => String, 'INTERNAL', 'The sheet that is read; null for text.', NULLABLE)
  sheet: string | null;
  @Readable(() => [String], 'INTERNAL', 'All sheets that hold something.')
  sheets: readonly string[];
  @Readable(
    () => [String],
    'INTERNAL',
    'Decisions that are unsure: encoding, delimiter, sheet, table, header, footer, shortRows.',
  )
  asks: readonly string[];
  @Readable(() => [String], 'INTERNAL', 'Names of the columns.')
  columns: readonly string[];
  @Readable(() => Int, 'INTERNAL', 'About how many rows it holds; null when that cannot be told.', NULLABLE)
  estimatedRows: number | null;
}

/** A row that was not taken over. */
@ObjectType({ description: 'A row that cannot be taken over, and why.' })
export class RejectedRow {
  @Readable(() => Int, 'INTERNAL', 'Line of the text, or row of the sheet.')
  row: number;
  @Readable(() => String, 'INTERNAL', 'The column at fault; null when the row as a whole is.', NULLABLE)
  column: string | null;
  @Readable(() => String, 'INTERNAL', 'The rule it breaks, as a code.')
  code: string;
  @Readable(() => String, 'INTERNAL', 'Why, as a sentence in your language.')
  message: string;
  @Readable(() => [String], 'PERSONAL', 'The cells as they stand in the file.', NULLABLE)
  cells: readonly string[] | null;
}

/** The beginning of a file. */
@ObjectType({ description: 'The beginning of a file as it would be read.' })
export class FilePreview {
  @Readable(() => [String], 'INTERNAL', 'Names of the columns.')
  columns: readonly string[];
  @Readable(() => [[String]], 'PERSONAL', 'The cells of the first rows.', NULLABLE)
  rows: readonly (readonly string[])[];
  @Readable(() => [[String]], 'PERSONAL', 'The notes below the table, which are not read.', NULLABLE)
  notes: readonly (readonly string[])[];
  @Readable(() => [RejectedRow], 'INTERNAL', 'Rows among them that cannot be read.')
  rejected: readonly RejectedRow[];
  @Readable(() => FileDetection, 'INTERNAL', 'How it is read.')
  detection: FileDetection;
}

/** What a person decided about reading a file. */
@ObjectType('FileSettings', {
  description: 'What a person decided about how a file is read; what is null was detected.',
})
export class FileSettingsType {
  @Readable(() => String, 'INTERNAL', 'Encoding of the text.', NULLABLE)
  encoding?: string | null;
  @Readable(() => String, 'INTERNAL', 'What separates cells.', NULLABLE)
  delimiter?: string | null;
  @Readable(() => String, 'INTERNAL', 'What quotes cells.', NULLABLE)
  quote?: string | null;
  @Readable(() => String, 'INTERNAL', 'How a quote inside a quoted cell is written.', NULLABLE)
  escape?: string | null;
  @Readable(() => Int, 'INTERNAL', 'Line or row of the column names.', NULLABLE)
  headerRow?: number | null;
  @Readable(() => Int, 'INTERNAL', 'First line or row with data.', NULLABLE)
  firstRow?: number | null;
  @Readable(() => Int, 'INTERNAL', 'Last line or row with data.', NULLABLE)
  lastRow?: number | null;
  @Readable(() => String, 'INTERNAL', 'The sheet that is read.', NULLABLE)
  sheet?: string | null;
  @Readable(() => Boolean, 'INTERNAL', 'Whether the file does not name its columns.', NULLABLE)
  noHeader?: boolean | null;
  @Readable(() => String, 'INTERNAL', 'What becomes of rows with too few cells: pad or reject.', NULLABLE)
  shortRows?: string | null;
  @Readable(() => Int, 'INTERNAL', 'How many of the last rows are notes below the table.', NULLABLE)
  footerRows?: number | null;
}

/** A person's decisions about reading a file. */
@InputType({ description: 'Decisions about how a file is read; what is left out is detected.' })
export class FileSettingsInput {
  @Writable(
    () => String,
    'INTERNAL',
    'Encoding: utf-8, utf-16le, utf-16be, gb18030, big5, shift_jis, euc-jp, euc-kr, windows-1252.',
  )
  encoding?: string | null;
  @Writable(() => String, 'INTERNAL', 'What separates cells; `tab`, `comma`, `semicolon` and `pipe` are understood.')
  delimiter?: string | null;
  @Writable(() => String, 'INTERNAL', 'What quotes cells: ", \' or nothing.')
  quote?: string | null;
  @Writable(() => String, 'INTERNAL', 'How a quote inside a quoted cell is written: doubled or backslash.')
  escape?: string | null;
  @Writable(() => Int, 'INTERNAL', 'Line or row of the column names.')
  headerRow?: number | null;
  @Writable(() => Int, 'INTERNAL', 'First line or row with data.')
  firstRow?: number | null;
  @Writable(() => Int, 'INTERNAL', 'Last line or row with data.')
  lastRow?: number | null;
  @Writable(() => String, 'INTERNAL', 'The sheet to read.')
  sheet?: string | null;
  @Writable(() => Boolean, 'INTERNAL', 'The file does not name its columns.')
  noHeader?: boolean | null;
  @Writable(() => String, 'INTERNAL', 'What becomes of rows with too few cells: pad or reject.')
  shortRows?: string | null;
  @Writable(() => Int, 'INTERNAL', 'How many of the last rows are notes below the table.')
  footerRows?: number | null;
}

/** A file that was brought in. */
@ObjectType({ implements: Node, description: 'A file that was brought in, to be imported.' })
export class UploadedFile {
  key: number;
  uploadedByKey: number;
  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => String, 'INTERNAL', 'Its name as it was sent.')
  name: string;
  @Readable(() => DecimalScalar, 'INTERNAL', 'Bytes.')
  size: string;
  @Readable(() => String, 'INTERNAL', 'SHA-256 of its bytes, hexadecimal.')
  sha256: string;
  @Readable(() => FileStateEnum, 'INTERNAL', 'Whether it can be read.')
  state: FileState;
  @Readable(() => UserError, 'PUBLIC', 'Why it cannot be read.', NULLABLE)
  problem: Resolved<UserError | null>;
  @Readable(() => FileDetection, 'INTERNAL', 'How it is made; null when it cannot be read.', NULLABLE)
  detection: FileDetection | null;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was brought in.')
  uploadedAt: number;
  @Readable(() => User, 'INTERNAL', 'Who brought it in; null for the command line.', NULLABLE)
  uploadedBy: Resolved<User | null>;
}
