import { strToU8, Zip, ZipDeflate } from 'fflate';
import { neutralise } from './neutralise.ts';

const LONGEST_CELL = 32_767;
/** Rows a sheet can hold (ECMA-376); what does not fit goes to a further sheet. */
const ROWS_PER_SHEET = 1_048_576;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SHEET_HEAD = `${HEAD}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`;
const SHEET_END = '</sheetData></worksheet>';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * A table as an XLSX workbook (ECMA-376), streamed: memory does not grow with the rows. Every cell is text, so that no digit
 * of a phone or id is lost and nothing is a formula; texts that begin like one are neutralised for whoever saves it as CSV.
 */
export async function* xlsxOf(
  head: readonly string[],
  batches: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<Buffer> {
  const ready: Buffer[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    if (chunk.length > 0) ready.push(Buffer.from(chunk));
  });
  let sheets = 0;
  let rowsInSheet = 0;
  let sheet = beginSheet();

  function beginSheet(): ZipDeflate {
    sheets++;
    rowsInSheet = 0;
    const begun = part(`xl/worksheets/sheet${sheets}.xml`);
    begun.push(strToU8(SHEET_HEAD + row(head)));
    rowsInSheet = 1;
    return begun;
  }
  function part(name: string): ZipDeflate {
    const made = new ZipDeflate(name, { level: 6 });
    zip.add(made);
    return made;
  }

  for await (const rows of batches) {
    let text = '';
    for (const cells of rows) {
      if (rowsInSheet === ROWS_PER_SHEET) {
        sheet.push(strToU8(text + SHEET_END), true);
        text = '';
        sheet = beginSheet();
      }
      text += row(cells);
      rowsInSheet++;
    }
    sheet.push(strToU8(text));
    yield* ready.splice(0);
  }
  sheet.push(strToU8(SHEET_END), true);
  for (const [name, content] of Object.entries(frame(sheets))) part(name).push(strToU8(HEAD + content), true);
  zip.end();
  yield* ready.splice(0);
}

function row(cells: readonly string[]): string {
  return `<row>${cells.map(cell).join('')}</row>`;
}

function cell(text: string): string {
  if (text === '') return '<c/>';
  return `<c t="inlineStr"><is><t xml:space="preserve">${escape(neutralise(text).slice(0, LONGEST_CELL))}</t></is></c>`;
}

function escape(text: string): string {
  return (
    text
      .toWellFormed()
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // oxlint-disable-next-line no-control-regex -- XML 1.0 has no place for these characters
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  );
}

/** The parts of a workbook around its sheets. */
function frame(sheets: number): Record<string, string> {
  const numbers = Array.from({ length: sheets }, (_, index) => index + 1);
  const overrides = numbers.map(
    (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPES}.worksheet+xml"/>`,
  );
  const entries = numbers.map(
    (n) => `<sheet name="Customers${n === 1 ? '' : ` ${n}`}" sheetId="${n}" r:id="rId${n}"/>`,
  );
  const relations = numbers.map(
    (n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  );
  return {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>${overrides.join('')}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><sheets>${entries.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${RELATIONS}">${relations.join('')}</Relationships>`,
  };
}
