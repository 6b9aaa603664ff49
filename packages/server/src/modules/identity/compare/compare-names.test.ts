import { describe, expect, it } from 'vitest';
import { personNameForm } from '../record/name-forms.ts';
import { toMatchRecord } from '../record/to-match-record.ts';
import { familyName, givenName } from './compare-names.ts';
import type { Outcome } from './comparison.ts';

/** A person of whom only a name is known. */
function named(name: string) {
  const form = personNameForm(undefined, undefined, name);
  return { ...toMatchRecord(1, 'PERSON', []), names: form ? [form] : [] };
}

function levels(a: string, b: string): (string | undefined)[] {
  return [givenName, familyName].map((comparison) => {
    const outcome: Outcome = { level: -1, shared: '' };
    comparison.compare(named(a), named(b), outcome);
    return comparison.levels[outcome.level]?.name;
  });
}

describe('names of persons', () => {
  it.each([
    ['王小明', '王小明', ['EXACT', 'EXACT']],
    ['王小明', '王晓明', ['SAME', 'EXACT']],
    ['張偉', '张伟', ['EXACT', 'EXACT']],
    ['王小明', 'Wang Xiaoming', ['SAME', 'SAME']],
    ['王小明', 'Xiaoming Wang', ['SAME', 'SAME']],
    ['李明', '李朋', ['CLOSE', 'EXACT']],
    ['王建国', '王建军', ['DIFFERENT', 'EXACT']],
    ['王小明', '王明', ['SIMILAR', 'EXACT']],
    ['欧阳晓明', '欧阳小明', ['SAME', 'EXACT']],
    ['William Smith', 'Bill Smith', ['SAME', 'EXACT']],
    ['Smith, John', 'John Smith', ['EXACT', 'EXACT']],
    ['John Smyth', 'John Smith', ['EXACT', 'CLOSE']],
    ['J Smith', 'John Smith', ['SIMILAR', 'EXACT']],
    ['Maria Garcia', 'Peter Miller', ['DIFFERENT', 'DIFFERENT']],
  ])('%s against %s', (a, b, expected) => {
    expect(levels(a, b)).toEqual(expected);
    expect(levels(b, a)).toEqual(expected);
  });
});
