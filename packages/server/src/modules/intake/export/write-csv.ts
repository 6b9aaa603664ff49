import { neutralise } from './neutralise.ts';

const BYTE_ORDER_MARK = '\ufeff';

/** A table as CSV in UTF-8, with the mark that makes spreadsheet programs read it as such; formulas neutralised. */
export async function* csvOf(
  head: readonly string[],
  batches: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<Buffer> {
  yield Buffer.from(BYTE_ORDER_MARK + line(head));
  for await (const rows of batches) yield Buffer.from(rows.map(line).join(''));
}

function line(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(neutralise(cell))).join(',')}\r\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
