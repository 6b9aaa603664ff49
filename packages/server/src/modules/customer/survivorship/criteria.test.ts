import type { SingleFact, SourceDocument } from '@dossier/shared/facts';
import { describe, expect, it } from 'vitest';
import { chooseField, chooseGolden } from './choose.ts';
import { confidence } from './confidence.ts';
import { foldRecords, type RecordInForce } from './fold-records.ts';
import { compileRules, type Criterion } from './rules.ts';

let lastId = 0;
const STAFF = 9;

function record(sourceId: number, at: number, document: Partial<SourceDocument>): RecordInForce {
  return {
    id: ++lastId,
    subjectId: 1,
    sourceId,
    externalId: `k${lastId}`,
    importId: null,
    recordedFrom: at,
    document: { fields: {}, ...document },
  };
}

const employer = (value: string | null): Partial<SourceDocument> => ({ fields: { EMPLOYER: { value } } });

function decide(criteria: readonly Criterion[], ...records: RecordInForce[]) {
  const rules = compileRules([STAFF, 1, 2, 3, 4], [{ field: 'EMPLOYER', criteria, sourceIds: [] }]);
  const { chosen, chosenBy, alternatives, lostBy } = chooseField(foldRecords(records), 'EMPLOYER', rules);
  return { value: chosen?.fact.value, chosenBy, lostBy: alternatives.map(lostBy) };
}

const checked = (value: string, at: number): Partial<SourceDocument> => ({
  verified: [{ field: 'EMPLOYER', key: value.toLowerCase(), at, method: 'CALL' }],
});

describe('criteria', () => {
  it.each<[string, readonly Criterion[], RecordInForce[], ReturnType<typeof decide>]>([
    [
      'the most believed source',
      ['SOURCE_PRIORITY'],
      [record(2, 9, employer('B')), record(1, 1, employer('A'))],
      { value: 'A', chosenBy: 'SOURCE_PRIORITY', lostBy: ['SOURCE_PRIORITY'] },
    ],
    [
      'the newest',
      ['MOST_RECENT'],
      [record(1, 1, employer('A')), record(2, 9, employer('B'))],
      { value: 'B', chosenBy: 'MOST_RECENT', lostBy: ['MOST_RECENT'] },
    ],
    [
      'what was checked',
      ['VERIFIED'],
      [record(1, 1, employer('A')), record(2, 1, employer('B')), record(STAFF, 2, checked('B', 5))],
      { value: 'B', chosenBy: 'VERIFIED', lostBy: ['VERIFIED'] },
    ],
    [
      'what was checked later',
      ['VERIFIED'],
      [
        record(1, 1, employer('A')),
        record(2, 1, employer('B')),
        record(STAFF, 2, checked('B', 5)),
        record(STAFF, 3, checked('A', 4)),
      ],
      { value: 'B', chosenBy: 'VERIFIED', lostBy: ['VERIFIED'] },
    ],
    [
      'what says more',
      ['MOST_COMPLETE'],
      [record(1, 1, employer('ACME')), record(2, 1, employer('ACME Trading Ltd'))],
      { value: 'ACME Trading Ltd', chosenBy: 'MOST_COMPLETE', lostBy: ['MOST_COMPLETE'] },
    ],
    [
      'what most sources say',
      ['MOST_FREQUENT'],
      [record(1, 1, employer('A')), record(2, 1, employer('B')), record(3, 1, employer('ｂ'))],
      { value: 'B', chosenBy: 'MOST_FREQUENT', lostBy: [undefined, 'MOST_FREQUENT'] },
    ],
    [
      'one source twice is one voice',
      ['MOST_FREQUENT'],
      [record(1, 1, employer('A')), record(2, 1, employer('B')), record(2, 1, employer('B'))],
      { value: 'A', chosenBy: 'TIE_BREAK', lostBy: ['TIE_BREAK', 'TIE_BREAK'] },
    ],
    [
      'the second where the first does not tell',
      ['VERIFIED', 'MOST_COMPLETE'],
      [record(1, 1, employer('A')), record(2, 1, employer('BB'))],
      { value: 'BB', chosenBy: 'MOST_COMPLETE', lostBy: ['MOST_COMPLETE'] },
    ],
    [
      'nothing beside it',
      ['MOST_RECENT'],
      [record(1, 1, employer('A'))],
      { value: 'A', chosenBy: 'ONLY_VALUE', lostBy: [] },
    ],
    [
      'a pin, before all',
      ['SOURCE_PRIORITY'],
      [
        record(1, 1, employer('A')),
        record(2, 1, employer('B')),
        record(STAFF, 2, { pins: { EMPLOYER: { fact: { value: 'B' }, reason: 'called' } } }),
      ],
      { value: 'B', chosenBy: 'PINNED', lostBy: ['PINNED', undefined] },
    ],
    [
      'a pin that was taken away',
      ['SOURCE_PRIORITY'],
      [
        record(1, 1, employer('A')),
        record(2, 1, employer('B')),
        { ...record(STAFF, 2, { pins: { EMPLOYER: { fact: { value: 'B' }, reason: 'called' } } }), externalId: null },
        { ...record(STAFF, 3, { pins: { EMPLOYER: null } }), externalId: null },
      ],
      { value: 'A', chosenBy: 'SOURCE_PRIORITY', lostBy: ['SOURCE_PRIORITY'] },
    ],
  ])('take %s', (_, criteria, records, expected) => expect(decide(criteria, ...records)).toEqual(expected));

  it('keep a pinned phone first and the one to use, when no source says it any more and when others claim to be', () => {
    const phone = (value: string, primary = false) => ({ type: 'PHONE' as const, value, matchKey: value, primary });
    const pin: SingleFact | ReturnType<typeof phone> = phone('+8613800138000');
    const golden = chooseGolden(
      [
        record(1, 1, { contactPoints: [phone('+8613900139000', true)] }),
        record(STAFF, 2, { pins: { PHONE: { fact: pin, reason: 'only this' } } }),
      ],
      compileRules([STAFF, 1], []),
    );
    expect(golden.contactPoints.map(({ fact, primary }) => [fact.value, primary])).toEqual([
      ['+8613800138000', true],
      ['+8613900139000', false],
    ]);
  });
});

it('is as sure of a value as not all who say it can be wrong', () => {
  expect(confidence([0.7], false)).toBeCloseTo(0.7, 10);
  expect(confidence([0.7, 0.9], false)).toBeCloseTo(0.97, 10);
  expect(confidence([0.7], true)).toBeCloseTo(0.997, 10);
  expect(confidence([], false)).toBe(0);
});
