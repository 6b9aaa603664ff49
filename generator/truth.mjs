import { readFileSync } from 'node:fs';
import { fromCsv } from './csv.mjs';

/** Rows of a CSV file. */
export const readRows = (file) => fromCsv(readFileSync(file, 'utf8'));

/** Whose each row is and what it must not be taken for. @returns {Map<string, { cluster: string, kinds: string[] }>} */
export function readTruth(file) {
  return new Map(
    readRows(file).map((row) => [
      row['编号'],
      { cluster: row.cluster, kinds: row.kind === '' ? [] : row.kind.split(' ') },
    ]),
  );
}

export const clustersOf = (truth) => new Map([...truth].map(([row, { cluster }]) => [row, cluster]));

/** The groups that `dossier evaluate matching --groups` wrote. @returns {Map<string, string>} */
export const groupsOf = (file) => new Map(readRows(file).map((row) => [row['编号'], row.group]));
