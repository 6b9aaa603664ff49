import { standardiseCreditCode, standardisePhone } from '@dossier/shared/standardise';
import { describe, expect, it } from 'vitest';
import { LAST_DAY } from './calendar.ts';
import { demoCustomer } from './demo-customer.ts';
import { purchasesOf } from './purchases.ts';
import { nameOf, toldTo } from './told.ts';

const people = Array.from({ length: 3_000 }, (_, index) => demoCustomer(index));

describe('made-up customers', () => {
  it('are the same for ever', () => {
    expect([0, 1, 2, 3, 4].map((index) => nameOf(demoCustomer(index)))).toEqual([
      '徐欣亮',
      '张宇雨',
      '王红',
      '苏鹏',
      'Amelia Rossi',
    ]);
    expect(demoCustomer(17)).toEqual(demoCustomer(17));
  });

  it('bear names as Chinese people do', () => {
    const chinese = people.filter(({ isForeign }) => !isForeign);
    const share = (names: string) => chinese.filter(({ family }) => names.includes(family)).length / chinese.length;
    // 31.75 % of Han Chinese have one of the five commonest surnames.
    expect(share('王李张刘陈')).toBeCloseTo(0.3175, 1);
    expect(people.filter(({ isForeign }) => isForeign).length / people.length).toBeCloseTo(0.09, 1);
  });

  it('have numbers and codes that read as valid', () => {
    for (const { mobile, place, company } of people.slice(0, 500)) {
      expect(standardisePhone(mobile, { region: place.country as 'CN' }), mobile).toMatchObject({ state: 'ok' });
      if (company) expect(standardiseCreditCode(company.creditCode)).toEqual(expect.objectContaining({ state: 'ok' }));
    }
  });

  it('buy as heavy-tailed as real ones, more before 11 November than in February, never after the last day', () => {
    const counts = people.map((one) => purchasesOf(one).length).toSorted((a, b) => b - a);
    const all = counts.reduce((sum, count) => sum + count, 0);
    const ofTopFifth = counts.slice(0, counts.length / 5).reduce((sum, count) => sum + count, 0);
    expect(ofTopFifth / all).toBeGreaterThan(0.5);
    const times = people.flatMap((one) => purchasesOf(one).map(({ at }) => at));
    const inMonth = (month: string) => times.filter((at) => new Date(at).toISOString().startsWith(month)).length;
    expect(inMonth('2025-11')).toBeGreaterThan(2 * inMonth('2025-02'));
    expect(Math.max(...times)).toBeLessThan(LAST_DAY);
  });

  it('are told to sources with few mistakes, to duplicates with more', () => {
    const wrong = (copy: number) =>
      people.filter((one) => toldTo('crm', one, copy).person !== nameOf(one)).length / people.length;
    expect(wrong(0)).toBeLessThan(0.05);
    expect(wrong(1)).toBeGreaterThan(0.3);
    expect(wrong(1)).toBeLessThan(0.6);
  });
});
