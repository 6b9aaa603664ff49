import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { toCsv } from './csv.mjs';

export const TRUTH_HEADER = ['编号', 'cluster', 'kind'];

/**
 * Runs one generator as a command: reads its options, writes the rows and the truth.
 * @param {(options: { records: number, seed: string, level: number }) => import('./data-set.mjs').DataSet} generate
 */
export function runGenerator(header, generate) {
  const { values } = parseArgs({
    options: {
      records: { type: 'string', default: '5000' },
      seed: { type: 'string', default: '1' },
      errors: { type: 'string', default: '1' },
      out: { type: 'string' },
      truth: { type: 'string' },
    },
  });
  const [records, level] = [Number(values.records), Number(values.errors)];
  if (!values.out || !values.truth || !(Number.isInteger(records) && records > 0) || !(level >= 0)) {
    console.error('Options: --out rows.csv --truth truth.csv [--records 5000] [--seed 1] [--errors 1]');
    process.exit(2);
  }
  const { rows, truth } = generate({ records, seed: values.seed, level });
  writeFileSync(values.out, toCsv(header, rows));
  writeFileSync(values.truth, toCsv(TRUTH_HEADER, truth));
}
