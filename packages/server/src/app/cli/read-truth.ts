import { CommandFailed } from './run-cli.ts';

/** Whose customer each row is. */
export interface Truth {
  /** The column of the customers' file that names its rows. */
  readonly column: string;
  readonly clusterOf: ReadonlyMap<string, string>;
}

/** Reads a truth file: the row's name in its first column, the customer's in its second; further columns are not looked at. */
export function readTruth(text: string): Truth {
  const [header = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const [column = '', cluster] = cellsOf(header);
  if (cluster === undefined)
    throw new CommandFailed('The truth file needs two columns: the row, and whose customer it is.');
  return {
    column,
    clusterOf: new Map(
      lines.map((line, place) => {
        const [name, whose] = cellsOf(line);
        if (name === undefined || whose === undefined)
          throw new CommandFailed(`Line ${place + 2} of the truth file has one column.`);
        return [name, whose];
      }),
    ),
  };
}

function cellsOf(line: string): string[] {
  return line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}
