import { describe, expect, it } from 'vitest';
import type { MatchRecord } from '../record/match-record.ts';
import { toMatchRecord } from '../record/to-match-record.ts';
import { type Found, matchBeside, type Matching } from './matching.ts';

const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许'];
const GIVEN = ['建国', '秀英', '志强', '海燕', '文静'];

function person(id: number, name: string, birth: string, phone: string): MatchRecord {
  const fields = new Map([
    ['NAME', { fact: { value: name } }],
    ['BIRTH_DATE', { fact: { value: birth } }],
  ]);
  const contactPoints = [{ fact: { type: 'PHONE' as const, value: phone, matchKey: phone } }];
  return toMatchRecord(id, 'PERSON', [{ fields, contactPoints, addresses: [], identifiers: [], hidden: new Set() }]);
}

/** A hundred people, every fifth of them a second time with another phone. Second ones have keys from 1,000 on. */
const people = SURNAMES.flatMap((surname, a) =>
  GIVEN.flatMap((given, b) => {
    const id = a * GIVEN.length + b + 1;
    const birth = `${1950 + ((id * 17) % 50)}-${10 + (id % 3)}-${10 + ((id * 7) % 19)}`;
    const phone = `+8613${100_000_000 + id * 7_919}`;
    const first = person(id, `${surname}${given}`, birth, phone);
    return id % 5 === 0 ? [first, person(1_000 + id, `${surname}${given}`, birth, '+8613900009999')] : [first];
  }),
);

async function* inPortions(records: readonly MatchRecord[], size: number): AsyncGenerator<readonly MatchRecord[]> {
  for (let from = 0; from < records.length; from += size) yield records.slice(from, from + size);
}

/** Every pair with its weight. */
async function listed(found: Found): Promise<string[]> {
  const pairs: string[] = [];
  for await (const portion of found.pairs())
    for (const { customerId, otherId, weight } of portion) pairs.push(`${customerId} ${otherId} ${weight}`);
  return pairs;
}

async function find(changed: Partial<Matching> = {}) {
  const matching: Matching = {
    portions: inPortions(people, 50),
    expected: people.length,
    apart: [],
    signal: new AbortController().signal,
    ...changed,
  };
  return await matchBeside(matching, async (found) => ({
    pairs: await listed(found),
    groups: [...found.groups].toSorted(([a], [b]) => a - b),
    models: found.models,
  }));
}

describe('recognition in threads', () => {
  it('finds the same however many threads compare, and however the customers came', async () => {
    const one = await find();
    const twice = Array.from({ length: 20 }, (_, place) => (place + 1) * 5);
    expect(one.groups).toEqual(twice.map((id) => [1_000 + id, id]));
    // As many as make a second thread worth while.
    expect(await find({ expected: 1_000_000, portions: inPortions(people, 7) })).toEqual(one);
  });

  it('compares only customers of two sides when there are sides, and never those who were said to be two', async () => {
    const odd = await find({ sideOf: (id) => id % 2 });
    expect(
      odd.pairs.every(
        (pair) =>
          pair
            .split(' ')
            .slice(0, 2)
            .reduce((sum, id) => sum + Number(id), 0) %
            2 ===
          1,
      ),
    ).toBe(true);
    const apart = await find({ apart: [[5, 1_005]] });
    expect(apart.groups.some(([id]) => id === 1_005)).toBe(false);
    expect(apart.groups.length).toBe(19);
  });

  it('ends its threads when it is told to stop, and says why', async () => {
    const stop = new AbortController();
    const onProgress = () => stop.abort(new Error('The machine goes down.'));
    await expect(find({ signal: stop.signal, onProgress })).rejects.toThrow('The machine goes down.');
  });
});
