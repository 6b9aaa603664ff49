import { CommandFailed } from './run-cli.ts';

/** Whose customer each row is. */
export interface Truth {
  /** The column of the customers' file that names its rows. */
  readonly column: string;
  readonly clusterOf: ReadonlyMap<string, string>;
}

/** Reads a truth file: the row's name in its first column, the customer's in its second; further columns are not looked at. */
export function readTruth(text: string): Truth {
  const { column, rows } = readPairs(text);
  return { column, clusterOf: new Map(rows.map(({ cells }) => cells)) };
}

/** A file of pairs: what its first column is called, and the first two cells of each line. */
export interface PairFile {
  readonly column: string;
  readonly rows: readonly { readonly line: number; readonly cells: readonly [string, string] }[];
}

/** Reads the first two columns of a CSV file with a header. */
export function readPairs(text: string): PairFile {
  const [header, ...rows] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((content, place) => ({ content, line: place + 1 }))
    .filter(({ content }) => content.trim() !== '');
  const [column = '', second] = cellsOf(header?.content ?? '');
  if (second === undefined) throw new CommandFailed('The file needs a header, and two columns.');
  return {
    column,
    rows: rows.map(({ content, line }) => {
      const [first, other] = cellsOf(content);
      if (first === undefined || other === undefined)
        throw new CommandFailed(`Line ${line} of the file has one column.`);
      return { line, cells: [first, other] as const };
    }),
  };
}

function cellsOf(line: string): string[] {
  return line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}
