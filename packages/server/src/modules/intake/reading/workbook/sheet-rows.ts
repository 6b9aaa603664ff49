import { FileRefused, type RejectionCode } from '../refusal.ts';
import { LIMITS } from '../settings.ts';
import { decodeEscapes, formatNumber } from './cell-value.ts';
import type { Workbook } from './open-workbook.ts';
import { readXml } from './read-xml.ts';

/** A row of a sheet that holds at least one cell. Cells stand at the index of their column. */
export interface SheetRow {
  number: number;
  cells: string[];
  fault: RejectionCode | null;
}

const MAX_ROWS = 1_048_576;

/**
 * Reads the rows of a sheet as its XML streams by, in arrays of what one chunk held. `text` resolves a shared string.
 * Formulas are not evaluated: a cell has the value its program stored. The value of merged cells stands in the first.
 */
export async function* readSheetRows(
  workbook: Workbook,
  part: string,
  text: (index: number) => string | undefined,
): AsyncGenerator<SheetRow[]> {
  let rows: SheetRow[] = [];
  let row: SheetRow = { number: 0, cells: [], fault: null };
  let lastRow = 0;
  let column = -1;
  let type = 'n';
  let style = -1;
  let value = '';
  let collecting = false;
  let inCell = false;
  let formula = false;
  let phonetic = 0;

  function sharedText(index: number): string {
    const shared = text(index);
    if (shared === undefined) throw new FileRefused('WORKBOOK_DAMAGED', `no shared string ${index}`);
    return shared;
  }

  function cellText(): string {
    switch (type) {
      case 's':
        return sharedText(Number(value));
      case 'b':
        return value.trim() === '1' ? 'TRUE' : 'FALSE';
      case 'inlineStr':
      case 'str':
        return decodeEscapes(value);
      case 'd':
        return value.trim().replace(/T00:00:00(\.0+)?Z?$/, '');
      case 'e':
        return value;
      default:
        return formatNumber(value, workbook.formats[style], workbook.date1904);
    }
  }

  function endCell(): void {
    inCell = false;
    // Programs that write a formula without calculating it leave its value away; a blank would hide that.
    if (formula) row.fault ??= 'FORMULA_WITHOUT_VALUE';
    if (value === '' || row.fault !== null) return;
    if (column >= LIMITS.columns) {
      row.fault = 'TOO_MANY_COLUMNS';
      return;
    }
    if (value.length > LIMITS.cellCharacters) row.fault = 'CELL_TOO_LONG';
    const written = cellText();
    while (row.cells.length < column) row.cells.push('');
    row.cells[column] = written;
  }

  const chunks = readXml(await workbook.pack.openPart(part), {
    open(name, attributes) {
      if (name === 'c') {
        const reference = attributes['r'];
        column = reference === undefined ? column + 1 : columnOf(reference);
        type = attributes['t'] ?? 'n';
        style = Number(attributes['s'] ?? -1);
        value = '';
        inCell = true;
        formula = false;
      } else if (name === 'v' || name === 't') {
        collecting = inCell && phonetic === 0;
        formula = false;
      } else if (name === 'f') formula = inCell;
      else if (name === 'rPh') phonetic++;
      else if (name === 'row') {
        const number = Number(attributes['r'] ?? lastRow + 1);
        // Rows out of order would make row numbers, by which an import resumes, ambiguous.
        if (!(number > lastRow) || number > MAX_ROWS)
          throw new FileRefused('WORKBOOK_DAMAGED', `row ${attributes['r']}`);
        lastRow = number;
        row = { number, cells: [], fault: null };
        column = -1;
      }
    },
    text(part) {
      if (collecting && value.length <= LIMITS.cellCharacters) value += part;
    },
    close(name) {
      if (name === 'v' || name === 't') collecting = false;
      else if (name === 'c') endCell();
      else if (name === 'rPh') phonetic--;
      else if (name === 'row' && (row.cells.length > 0 || row.fault !== null)) rows.push(row);
    },
  });
  for await (const _chunk of chunks) {
    if (rows.length === 0) continue;
    yield rows;
    rows = [];
  }
}

/** The column, from 0, of a reference such as `AB12`. */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) & 0xdf;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column - 1;
}
