import { describe, expect, it } from 'vitest';
import { createTestApp } from '../../../app/testing/test-app.ts';
import { agreementOf, type FormPerson } from '../testing/agreement.ts';

const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许'];
const GIVEN = ['建国', '秀英', '志强', '海燕', '文静', '晓明'];
/** What is left of a second record of somebody, and what a slip of the pen did to it. */
const AGAIN: readonly ((one: Required<Pick<FormPerson, 'name' | 'birthDate' | 'phones'>>) => FormPerson)[] = [
  (one) => ({ ...one, phones: [] }),
  ({ name, phones }) => ({ name, phones }),
  (one) => ({ ...one, name: one.name.replace('明', '铭').replace('国', '帼').replace('燕', '雁'), phones: [] }),
  (one) => ({ ...one, name: `${one.name.slice(0, 1)}子${one.name.slice(2)}` }),
];

const people = Array.from({ length: 80 }, (_, place) => ({
  name: `${SURNAMES[(place * 7) % 20] ?? ''}${GIVEN[(place * 5 + (place >> 4)) % 6] ?? ''}`,
  birthDate: `${1950 + ((place * 17) % 50)}-${String(1 + (place % 12)).padStart(2, '0')}-${10 + ((place * 7) % 19)}`,
  phones: [`137${10_000_000 + place * 79_193}`],
}));
const again = people.flatMap((one, place) => (place % 3 === 0 ? [AGAIN[(place / 3) % 4]?.(one) ?? one] : []));

describe('candidates for one customer', () => {
  it('are those that a run finds, with the same chance', async () => {
    const app = await createTestApp();
    const { asked, found, apart, missed } = await agreementOf(app, [...people, ...again]);
    expect(missed).toEqual([]);
    expect(found).toBe(asked);
    expect(asked).toBeGreaterThanOrEqual(40);
    expect(apart).toBeLessThan(0.001);
    await app.close();
  }, 60_000);
});
