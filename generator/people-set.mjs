import { companyNameOf } from './company-name.mjs';
import { dataSetOf } from './data-set.mjs';
import { unitOf } from './household.mjs';
import { mobileOf, placeOf } from './person.mjs';
import { later, personRecord } from './person-record.mjs';
import { randomOf } from './random.mjs';

// In the manner of Febrl's Zipf: most are there once, few up to five times more.
const COPIES = [75, 15, 6, 2.5, 1, 0.5].map((weight, value) => ({ value, weight }));

/** Rows of people and whose each is. @returns {import('./data-set.mjs').DataSet} */
export function peopleSet({ records, seed, level = 1 }) {
  const random = randomOf(`people ${seed}`);
  const employers = Array.from({ length: Math.max(20, Math.round(records / 25)) }, () =>
    companyNameOf(random, placeOf(random)),
  );
  // The shop's own number, typed where the customer gave none.
  const shopNumbers = Array.from({ length: 1 + Math.floor(records / 2500) }, () => mobileOf(random));
  return dataSetOf({
    context: { random, level, employers, shopNumbers },
    records,
    copies: COPIES,
    unitOf,
    later,
    recordOf: personRecord,
    prefix: 'KH',
  });
}
