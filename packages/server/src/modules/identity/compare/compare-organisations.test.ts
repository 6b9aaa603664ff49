import { describe, expect, it } from 'vitest';
import { organisationNameForm } from '../record/name-forms.ts';
import { toMatchRecord } from '../record/to-match-record.ts';
import { organisationName } from './compare-organisations.ts';
import type { Outcome } from './comparison.ts';

/** An organisation of which only the name is known. */
function named(name: string) {
  const form = organisationNameForm(name);
  return { ...toMatchRecord(1, 'ORGANISATION', []), organisationNames: form ? [form] : [] };
}

/** All words tell as much. */
const comparison = organisationName(() => 1);

function level(a: string, b: string): string | undefined {
  const outcome: Outcome = { level: -1, shared: '' };
  comparison.compare(named(a), named(b), outcome);
  return comparison.levels[outcome.level]?.name;
}

describe('names of organisations', () => {
  it.each([
    ['杭州鼎盛建筑工程有限公司', '杭州鼎盛建筑工程有限公司', 'REGISTERED'],
    ['杭州鼎盛建筑工程有限公司', '杭州市鼎盛建筑工程有限责任公司', 'REGISTERED'],
    ['杭州鼎盛建筑工程有限公司', '鼎盛建筑工程（杭州）有限公司', 'REGISTERED'],
    ['杭州鼎盛建筑工程有限公司', '杭州鼎盛建筑工程公司', 'REGISTERED'],
    ['临沂鼎盛建筑工程有限公司', '鼎盛建筑工程(临沂市)有限公司', 'REGISTERED'],
    // A group and the company of its name are two.
    ['杭州鼎盛建筑工程有限公司', '杭州鼎盛建筑工程集团有限公司', 'EXACT'],
    ['杭州鼎盛建筑工程有限公司', '杭州鼎盛建筑工程', 'EXACT'],
    ['鼎盛建筑工程有限公司', '鼎盛建筑工程有限公司', 'EXACT'],
    ['Acme Trading Ltd', 'ACME Trading Limited', 'EXACT'],
    ['杭州鼎盛建筑工程有限公司', '鼎盛建筑工程', 'STEM'],
    ['Trading Acme', 'Acme Trading', 'STEM'],
    ['杭州鼎盛建筑工程有限公司', '宁波鼎盛建筑工程有限公司', 'WEAKLY'],
    ['杭州鼎盛建筑工程有限公司西湖分公司', '杭州鼎盛建筑工程有限公司西湖分公司', 'REGISTERED'],
    ['杭州鼎盛建筑工程有限公司西湖分公司', '杭州鼎盛建筑工程有限公司', 'WEAKLY'],
    ['杭州鼎盛建筑工程有限公司西湖分公司', '杭州鼎盛建筑工程有限公司滨江分公司', 'WEAKLY'],
    ['杭州鼎盛建筑工程有限公司', '杭州永昌食品有限公司', 'DIFFERENT'],
  ])('%s against %s', (a, b, expected) => {
    expect(level(a, b)).toBe(expected);
    expect(level(b, a)).toBe(expected);
  });
});
