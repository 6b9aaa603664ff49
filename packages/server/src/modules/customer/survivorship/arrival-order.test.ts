import { type ContactPointFact, SINGLE_FIELDS, type SourceDocument } from '@dossier/shared/facts';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseGolden } from './choose.ts';
import type { RecordInForce } from './fold-records.ts';
import { compileRules, CRITERIA, type Criterion } from './rules.ts';

const words = fc.constantFrom('王芳', '王 芳', '王小芳', 'Wang Fang', 'ＷＡＮＧ ＦＡＮＧ', '李娜', '');
const phones = fc.constantFrom('+8613800138000', '+8613900139000', '+861012345678');
const point: fc.Arbitrary<ContactPointFact> = fc
  .record(
    {
      type: fc.constant('PHONE' as const),
      value: phones,
      holderName: words,
      primary: fc.boolean(),
      verifiedAt: fc.nat(3),
    },
    { requiredKeys: ['type', 'value'] },
  )
  .map((fact) => ({ ...fact, matchKey: fact.value }));
const document: fc.Arbitrary<SourceDocument> = fc.record({
  fields: fc.dictionary(fc.constantFrom(...SINGLE_FIELDS), fc.record({ value: fc.option(words) }), { maxKeys: 4 }),
  contactPoints: fc.array(point, { maxLength: 3 }),
  addresses: fc.array(fc.record({ province: fc.constantFrom('广东省', '湖南省'), line: words }), { maxLength: 2 }),
  verified: fc.array(
    fc.record({
      field: fc.constantFrom('NAME' as const, 'PHONE' as const),
      key: fc.constantFrom('王芳', '李娜', 'PHONE|+8613900139000'),
      at: fc.nat(9),
      method: fc.constant('CALL' as const),
    }),
    { maxLength: 1 },
  ),
});
/** Each record is what another source, or another key of a source, says: a thread of its own, as after any number of arrivals. */
const threads = fc.uniqueArray(
  fc.record({
    sourceId: fc.integer({ min: 1, max: 4 }),
    externalId: fc.constantFrom('a', 'b', 'c'),
    document,
    said: fc.nat(3),
  }),
  { selector: ({ sourceId, externalId }) => `${sourceId}:${externalId}`, minLength: 1, maxLength: 8 },
);
const arrivals = threads.chain((said) =>
  fc.tuple(
    fc.constant(said),
    fc.shuffledSubarray([...said.keys()], { minLength: said.length, maxLength: said.length }),
  ),
);
const criteria = fc.shuffledSubarray([...CRITERIA], { minLength: 1 });

/** What people see of a choice: not which of two records that say the same it was taken from. */
function shown(records: readonly RecordInForce[], asked: readonly Criterion[]): unknown {
  const rules = compileRules(
    [2, 1, 4, 3],
    [...SINGLE_FIELDS, 'PHONE' as const, 'ADDRESS' as const].map((field) => ({
      field,
      criteria: asked,
      sourceIds: [],
    })),
  );
  const golden = chooseGolden(records, rules);
  return {
    values: [...golden.values].map(([field, { fact, record }]) => [field, fact, record.sourceId, record.externalId]),
    contactPoints: golden.contactPoints.map(({ fact, primary }) => [fact, primary]),
    addresses: golden.addresses.map(({ fact, primary }) => [fact, primary]),
  };
}

it('chooses the same whatever the order in which sources arrived', () => {
  fc.assert(
    fc.property(arrivals, criteria, ([said, order], asked) => {
      // Only where the time of a word is asked for does it count; otherwise the order of arrival gives the times. What people
      // checked is dated by the record it stands in: it is left out where that is the order of arrival.
      const timed = asked.includes('MOST_RECENT');
      const arrivedAs = (indexes: readonly number[]): RecordInForce[] =>
        indexes.map((index, arrival) => {
          const { document, said: at, ...thread } = said[index] ?? expect.fail('an index of the list');
          const recordedFrom = timed ? at : arrival;
          return {
            ...thread,
            id: arrival + 1,
            subjectId: 1,
            importId: null,
            recordedFrom,
            document: timed ? document : { ...document, verified: [] },
          };
        });
      expect(shown(arrivedAs(order), asked)).toEqual(shown(arrivedAs([...said.keys()]), asked));
    }),
    { numRuns: 400 },
  );
});
