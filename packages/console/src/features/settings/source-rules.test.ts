import { describe, expect, it } from 'vitest';
import { RULE_FIELDS, ownRules, previewRules, ruleChanges } from './source-rules.ts';
import type { KnownRule } from './source-rules.ts';

const known: KnownRule[] = [
  { field: 'NAME', rule: 'SOURCE_PRIORITY', sources: [] },
  { field: 'PHONE', rule: 'MOST_RECENT', sources: [] },
  { field: 'EMAIL', rule: 'SOURCE_PRIORITY', sources: [{ id: 's2' }, { id: 's1' }] },
];

describe('source rules', () => {
  it('takes the plain rule for none', () => {
    expect(ownRules(known)).toEqual([
      { field: 'PHONE', rule: 'MOST_RECENT', sourceIds: [] },
      { field: 'EMAIL', rule: 'SOURCE_PRIORITY', sourceIds: ['s2', 's1'] },
    ]);
  });

  it('sends nothing for an unchanged draft', () => expect(ruleChanges(known, ownRules(known))).toEqual([]));

  it('sends what changed, what is new, and the plain rule for what was removed', () => {
    const draft = [
      { field: 'EMAIL', rule: 'SOURCE_PRIORITY', sourceIds: ['s1', 's2'] },
      { field: 'NAME', rule: 'MOST_RECENT', sourceIds: [] },
    ] as const;
    expect(ruleChanges(known, draft)).toEqual([
      { field: 'EMAIL', rule: 'SOURCE_PRIORITY', sourceIds: ['s1', 's2'] },
      { field: 'NAME', rule: 'MOST_RECENT', sourceIds: [] },
      { field: 'PHONE', rule: 'SOURCE_PRIORITY', sourceIds: [] },
    ]);
  });

  it('counts a changed order for the fields that follow it, and only those', () => {
    const rules = previewRules([], ownRules(known), ['s2', 's1']);
    expect(rules).toHaveLength(RULE_FIELDS.length - 2);
    expect(rules[0]).toEqual({ field: 'NAME', rule: 'SOURCE_PRIORITY', sourceIds: ['s2', 's1'] });
    expect(rules.map(({ field }) => field)).not.toContain('EMAIL');
  });
});
