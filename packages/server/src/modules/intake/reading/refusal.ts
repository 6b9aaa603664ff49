/** Why a whole file is refused. The console translates the code; the sentence here is the English form. */
export const REFUSALS = {
  FILE_EMPTY: 'The file is empty.',
  NO_TABLE: 'The file holds no rows.',
  BINARY: 'This is not a text or spreadsheet file. Save the table as CSV (UTF-8) or XLSX and upload that.',
  PDF: 'This is a PDF. Export the table itself from the program that made it, as CSV or XLSX.',
  IMAGE: 'This is a picture. Export the table itself as CSV or XLSX.',
  HTML: 'This is a web page, even if it is named .xls. Open it in a spreadsheet program and save it as XLSX.',
  XML: 'This is an XML document. Open it in a spreadsheet program and save it as XLSX.',
  RTF: 'This is a formatted text document. Save the table as CSV or XLSX.',
  JSON: 'This is JSON. Export the table as CSV or XLSX.',
  OLD_EXCEL: 'This is the old Excel format (.xls). Open it in a spreadsheet program and save it as XLSX.',
  BINARY_WORKBOOK: 'This is a binary workbook (.xlsb). Save it as XLSX.',
  OPEN_DOCUMENT: 'This is an OpenDocument file (.ods). Save it as XLSX.',
  ENCRYPTED_WORKBOOK: 'The workbook is protected with a password. Remove the password and upload it again.',
  OFFICE_DOCUMENT: 'This is an Office document, not a workbook. Copy its table into a workbook and save it as XLSX.',
  ZIP_ARCHIVE: 'This is a zip archive. Unpack it and upload the file inside.',
  OTHER_ARCHIVE: 'This is a compressed archive of a kind that is not read here. Unpack it, or compress with gzip.',
  GZIP_DAMAGED: 'The gzip file is damaged or cut short.',
  GZIP_BOMB: 'The gzip file unpacks to far more than a table of its size would. It is refused for safety.',
  WORKBOOK_DAMAGED: 'The workbook is damaged or incomplete.',
  WORKBOOK_BOMB: 'The workbook unpacks to far more than a table of its size would. It is refused for safety.',
  WORKBOOK_ENTITIES:
    'The workbook declares XML entities, which no spreadsheet program writes. It is refused for safety.',
  SHARED_STRINGS_TOO_LARGE:
    'The workbook holds more text than is read from one workbook. Save the sheet as CSV (UTF-8).',
  FIRST_LINE_TOO_LONG: 'The file has no line end in its first million bytes, so it holds no rows that could be read.',
  NO_SUCH_SHEET: 'The workbook has no sheet of that name.',
  UNSUPPORTED_ENCODING: 'The text is in an encoding that is not read here. Save it as UTF-8.',
} as const;

/** Code of a refused file. */
export type RefusalCode = keyof typeof REFUSALS;

/** Thrown when a file as a whole cannot be read; `message` is a sentence for a person. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly code: RefusalCode;
  readonly detail: string | undefined;

  constructor(code: RefusalCode, detail?: string) {
    super(REFUSALS[code]);
    this.code = code;
    this.detail = detail;
  }
}

/** Why one row is rejected while the rest of the file is read on. */
export const REJECTIONS = {
  TOO_MANY_CELLS: 'The row has more cells than the table has columns.',
  TOO_FEW_CELLS: 'The row has fewer cells than the table has columns.',
  UNCLOSED_QUOTE: 'A quoted cell is opened and not closed.',
  TEXT_AFTER_QUOTE: 'Text follows the closing quote of a cell; a quote inside a quoted cell must be escaped.',
  NUL_BYTE: 'The row holds a NUL byte.',
  UNDECODABLE: 'The row holds bytes that are not valid in the encoding of the file.',
  CELL_TOO_LONG: 'A cell is longer than the limit.',
  LINE_TOO_LONG: 'The line is longer than the limit.',
  FORMULA_WITHOUT_VALUE:
    'A formula has no stored value. Open the workbook in a spreadsheet program, save it and upload it again.',
  TOO_MANY_COLUMNS: 'The row has more cells than any table may have.',
} as const;

/** Code of a rejected row. */
export type RejectionCode = keyof typeof REJECTIONS;
