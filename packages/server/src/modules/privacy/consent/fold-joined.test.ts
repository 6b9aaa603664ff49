import { describe, expect, it } from 'vitest';
import type { StandingEntry } from './fold-consents.ts';
import { foldJoined } from './fold-joined.ts';

const DAY = 86_400_000;
/** The two who are merged on the tenth day. */
const [ANNA, BEN] = [1, 2];
const JOINED = [{ speakerId: ANNA, subjectId: BEN, since: 10 * DAY }];

type Word = readonly [who: number, day: number, decision: StandingEntry['decision'], more?: Partial<StandingEntry>];

function entries(words: readonly Word[]): StandingEntry[] {
  return words.map(([subjectId, day, decision, more], place) => ({
    customerId: ANNA,
    subjectId,
    purpose: 'MARKETING',
    recipientId: 0,
    entryId: place + 1,
    fieldSetId: 1,
    basis: 'CONSENT',
    decision,
    expiresAt: null,
    policyId: null,
    decidedAt: day * DAY,
    ...more,
  }));
}

const SETS: Readonly<Record<number, readonly string[]>> = {
  1: ['ALL'],
  2: ['PHONE', 'EMAIL'],
  3: ['EMAIL', 'NAME'],
  4: ['NAME'],
};

/** What stands, as `GRANTED of 1` by the place of the entry; nothing when nothing does. */
function standing(...words: readonly Word[]): string | undefined {
  const [joined] = foldJoined(entries(words), [ANNA, BEN], JOINED, ({ fieldSetId }) => SETS[fieldSetId] ?? []).values();
  return joined && `${joined.entry.decision} of ${joined.entry.entryId}`;
}

describe('the consent of two who were merged', () => {
  // Earlier or later of the two makes no difference: whoever refused did not ask for it to be undone by another's yes.
  it.each([
    ['GRANTED', 'GRANTED', 'GRANTED of 1', 'GRANTED of 2'],
    ['GRANTED', 'DENIED', 'DENIED of 2', 'DENIED of 2'],
    ['GRANTED', 'WITHDRAWN', 'WITHDRAWN of 2', 'WITHDRAWN of 2'],
    ['DENIED', 'GRANTED', 'DENIED of 1', 'DENIED of 1'],
    ['WITHDRAWN', 'GRANTED', 'WITHDRAWN of 1', 'WITHDRAWN of 1'],
    ['DENIED', 'WITHDRAWN', 'WITHDRAWN of 2', 'DENIED of 1'],
    ['WITHDRAWN', 'WITHDRAWN', 'WITHDRAWN of 2', 'WITHDRAWN of 1'],
    ['DENIED', 'DENIED', 'DENIED of 2', 'DENIED of 1'],
  ] as const)('%s and %s', (annas, bens, benLater, annaLater) => {
    expect(standing([ANNA, 1, annas], [BEN, 2, bens])).toBe(benLater);
    expect(standing([ANNA, 2, annas], [BEN, 1, bens])).toBe(annaLater);
  });

  it.each([
    ['GRANTED', undefined],
    ['DENIED', 'DENIED of 1'],
    ['WITHDRAWN', 'WITHDRAWN of 1'],
  ] as const)('%s of one, where the other was never asked', (decision, expected) => {
    expect(standing([ANNA, 1, decision])).toBe(expected);
    expect(standing([BEN, 1, decision])).toBe(expected);
  });

  it('is what they say since, for both, and what only one of them had said before is late', () => {
    expect(standing([BEN, 1, 'DENIED'], [ANNA, 10, 'GRANTED'])).toBe('GRANTED of 2');
    expect(standing([ANNA, 11, 'GRANTED'])).toBe('GRANTED of 1');
    expect(standing([ANNA, 1, 'GRANTED'], [BEN, 2, 'GRANTED'], [ANNA, 12, 'WITHDRAWN'])).toBe('WITHDRAWN of 3');
    // Written down late, but said before the two were one: Anna's word only.
    expect(standing([BEN, 1, 'DENIED'], [ANNA, 9, 'GRANTED'])).toBe('DENIED of 1');
  });

  it('ends with the first yes that ends, which is no yes then', () => {
    const until = (day: number) => ({ expiresAt: day * DAY });
    expect(standing([ANNA, 1, 'GRANTED', until(30)], [BEN, 2, 'GRANTED'])).toBe('GRANTED of 1');
    expect(standing([ANNA, 1, 'GRANTED', until(30)], [BEN, 2, 'GRANTED', until(20)])).toBe('GRANTED of 2');
    // Ended long ago: the customer's state is "expired", not the other's yes.
    expect(standing([ANNA, 1, 'GRANTED', until(3)], [BEN, 2, 'GRANTED'])).toBe('GRANTED of 1');
    expect(standing([ANNA, 1, 'GRANTED', until(3)], [BEN, 2, 'DENIED'])).toBe('DENIED of 2');
  });

  it.each([
    [1, 2, ['EMAIL', 'PHONE']],
    [2, 3, ['EMAIL']],
    [2, 4, undefined],
    [1, 1, ['ALL']],
  ])('is for the fields that both agreed to: sets %i and %i', (one, other, expected) => {
    const both = entries([
      [ANNA, 1, 'GRANTED', { fieldSetId: one }],
      [BEN, 2, 'GRANTED', { fieldSetId: other }],
    ]);
    const found = foldJoined(both, [ANNA, BEN], JOINED, ({ fieldSetId }) => SETS[fieldSetId] ?? []);
    expect([...found.values()][0]?.fields).toEqual(expected);
  });

  it('is kept apart by purpose and recipient', () => {
    const all = entries([
      [ANNA, 1, 'GRANTED'],
      [BEN, 1, 'GRANTED'],
      [ANNA, 1, 'GRANTED', { recipientId: 77 }],
      [BEN, 1, 'DENIED', { purpose: 'ANALYTICS' }],
    ]);
    const found = foldJoined(all, [ANNA, BEN], JOINED, () => ['ALL']);
    expect([...found].map(([key, { entry }]) => [key, entry.decision])).toEqual([
      ['1|MARKETING|0', 'GRANTED'],
      ['1|ANALYTICS|0', 'DENIED'],
    ]);
  });
});
