import { describe, expect, it } from 'vitest';
import type { MatchRecord } from '../record/match-record.ts';
import { toMatchRecord } from '../record/to-match-record.ts';
import { matchBeside } from '../run/matching.ts';
import type { FoundPair } from '../run/questions.ts';
import type { CountedFillers } from './fillers.ts';

interface Person {
  readonly name?: string;
  readonly birth?: string;
  readonly phones?: readonly string[];
  readonly email?: string;
  readonly employer?: string;
}

const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许'];
const CHARACTERS = [...'建志海文秀国晓丽美玉强燕静英明芳军伟娜敏'];
const PEOPLE = 800;

/** Eight hundred people, each with a name, a day of birth and a phone of their own. */
function personAt(place: number): Required<Pick<Person, 'name' | 'birth' | 'phones'>> {
  const drawn = (salt: number, of: number) => {
    let mixed = Math.imul(place * 8 + salt + 1, 0x9e3779b1);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
    return ((mixed ^ (mixed >>> 13)) >>> 0) % of;
  };
  const given = `${CHARACTERS[drawn(1, 20)]}${CHARACTERS[drawn(2, 20)]}`;
  const month = String(1 + drawn(3, 12)).padStart(2, '0');
  return {
    name: `${SURNAMES[drawn(4, 20)]}${given}`,
    birth: `${1940 + drawn(5, 60)}-${month}-${10 + drawn(6, 19)}`,
    phones: [`+86137${10_000_000 + place * 7_919}`],
  };
}

/** Those people, some of them changed, and every twentieth a second time, with keys from 1,001 on. */
function people(changed: (place: number) => Person): MatchRecord[] {
  const first = Array.from({ length: PEOPLE }, (_, place) =>
    record(place + 1, { ...personAt(place), ...changed(place) }),
  );
  const again = first.flatMap((_, place) =>
    place % 20 === 19 ? [record(1_001 + place, { ...personAt(place), email: `p${place}@example.com` })] : [],
  );
  return [...first, ...again];
}

function record(id: number, { name, birth, phones = [], email, employer }: Person): MatchRecord {
  const said = Object.entries({ NAME: name, BIRTH_DATE: birth, EMPLOYER: employer });
  const fields = new Map(said.flatMap(([field, value]) => (value ? [[field, { fact: { value } }] as const] : [])));
  const contactPoints = [
    ...phones.map((value) => ({ fact: { type: 'PHONE' as const, value, matchKey: value } })),
    ...(email ? [{ fact: { type: 'EMAIL' as const, value: email, matchKey: email } }] : []),
  ];
  return toMatchRecord(id, 'PERSON', [{ fields, contactPoints, addresses: [], identifiers: [], hidden: new Set() }]);
}

interface Outcome {
  readonly fillers: readonly CountedFillers[];
  readonly pairs: readonly FoundPair[];
}

async function recognise(records: readonly MatchRecord[]): Promise<Outcome> {
  const portions = (async function* () {
    yield records;
  })();
  const signal = new AbortController().signal;
  return await matchBeside({ portions, expected: records.length, apart: [], signal }, async (found) => {
    const pairs: FoundPair[] = [];
    for await (const some of found.pairs()) pairs.push(...some);
    return { fillers: found.models[0]?.fillers ?? [], pairs };
  });
}

const SHOP = '+8657188880000';

describe('values that stand for nothing', () => {
  it('are found by the customers who have them, and are no evidence for or against', async () => {
    // The shop's own number with every eighth customer, one of whom is there a second time with a number of her own.
    const { fillers, pairs } = await recognise(people((place) => (place % 8 === 3 ? { phones: [SHOP] } : {})));
    expect(fillers).toEqual([{ field: 'PHONE', values: 1, customers: 100 }]);
    const twice = pairs.find(({ customerId, otherId }) => customerId === 60 && otherId === 1_060);
    expect(twice?.fields.find(({ field }) => field === 'PHONE')).toEqual({
      field: 'PHONE',
      level: 'FILLER',
      weight: 0,
      rarity: 0,
    });
    expect(twice?.weight).toBeGreaterThan(5);
    expect(pairs.filter(({ weight }) => weight > 0).map(({ customerId, otherId }) => otherId - customerId)).toEqual(
      Array.from({ length: 40 }, () => 1_000),
    );
  });

  it('are found where a form fills in several at once', async () => {
    const nobody = { name: '测试', birth: '1980-01-01', phones: ['+8613811111111'], email: 'x@x.cn' };
    const { fillers } = await recognise(
      people((place) =>
        place % 10 === 4 ? { ...nobody, name: personAt(place).name } : place % 20 === 5 ? nobody : {},
      ),
    );
    expect(fillers).toEqual([
      { field: 'NAME', values: 1, customers: 40 },
      { field: 'BIRTH_DATE', values: 1, customers: 120 },
      { field: 'PHONE', values: 1, customers: 120 },
      { field: 'EMAIL', values: 1, customers: 120 },
    ]);
  });

  it('are known however few have them', async () => {
    const known = { phones: ['+8613800000000'], email: 'test@test.com', birth: '1900-01-01' };
    const { fillers } = await recognise(people((place) => (place < 2 ? known : {})));
    expect(fillers).toEqual([
      { field: 'BIRTH_DATE', values: 1, customers: 2 },
      { field: 'PHONE', values: 1, customers: 2 },
      { field: 'EMAIL', values: 1, customers: 2 },
    ]);
  });

  it('are not what a company, a large family or one customer many times over has in common', async () => {
    const { fillers } = await recognise(
      people((place) => {
        if (place < 30) return { phones: [SHOP], employer: '杭州明远机械有限公司' };
        if (place < 60) return { phones: ['+8657188881111'], email: `m${place}@mingyuan.cn` };
        if (place < 74) return { name: `欧阳${personAt(place).name.slice(1)}`, phones: ['+8657188882222'] };
        return place < 88 ? personAt(74) : {};
      }),
    );
    expect(fillers).toEqual([]);
  });

  it('are not names that many have, nor days on which many were born', async () => {
    // Twenty days and a dozen names for all of them.
    const { fillers } = await recognise(
      people((place) => ({
        name: `${'王李张'[place % 3]}${['伟', '芳', '娜', '敏'][(place >> 2) % 4]}`,
        birth: `1980-05-${10 + (place % 20)}`,
      })),
    );
    expect(fillers).toEqual([]);
  });
});
