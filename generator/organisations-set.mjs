import { later, companyRecord } from './company-record.mjs';
import { unitOf } from './company.mjs';
import { dataSetOf } from './data-set.mjs';
import { randomOf } from './random.mjs';

// Companies are typed by more hands than people: sales, service, accounts.
const COPIES = [66, 20, 8, 3.5, 1.5, 1].map((weight, value) => ({ value, weight }));

/** Rows of companies and whose each is. @returns {import('./data-set.mjs').DataSet} */
export function organisationsSet({ records, seed, level = 1 }) {
  const random = randomOf(`organisations ${seed}`);
  return dataSetOf({
    context: { random, level, taken: new Set() },
    records,
    copies: COPIES,
    unitOf,
    later,
    recordOf: companyRecord,
    prefix: 'GS',
  });
}
