// Units of true people or companies into rows of a file, each typed once or several times, and whose each row is.

/** @typedef {{ rows: string[][], truth: string[][] }} DataSet */

/**
 * @param {object} plan
 * @param {object} plan.context `random`, `level` and what the units need besides
 * @param {number} plan.records how many rows
 * @param {{ value: number, weight: number }[]} plan.copies how often somebody is in the file beyond once
 * @param {(context: object, number: number) => object[]} plan.unitOf
 * @param {(context: object, entity: object) => object} plan.later
 * @param {(context: object, entity: object) => string[]} plan.recordOf
 * @param {string} plan.prefix of the rows' numbers
 * @returns {DataSet}
 */
export function dataSetOf({ context, records, copies, unitOf, later, recordOf, prefix }) {
  const { random } = context;
  const typed = [];
  let clusters = 0;
  for (let unit = 1; typed.length < records; unit++)
    for (const entity of unitOf(context, unit)) {
      const cluster = `E${String(++clusters).padStart(6, '0')}`;
      const kinds = entity.kinds.join(' ');
      let state = entity;
      for (let left = random.weighted(copies); left >= 0; left--) {
        typed.push({ cells: recordOf(context, state), cluster, kinds });
        state = later(context, state);
      }
    }
  const shuffled = random.shuffled(typed.slice(0, records));
  const idOf = (at) => `${prefix}${String(at + 1).padStart(6, '0')}`;
  return {
    rows: shuffled.map(({ cells }, at) => [idOf(at), ...cells]),
    truth: shuffled.map(({ cluster, kinds }, at) => [idOf(at), cluster, kinds]),
  };
}
