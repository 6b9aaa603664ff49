import { describe, expect, it } from 'vitest';
import { changesTo, draftOf, isSameDraft } from './source-rules.ts';
import type { KnownRules, RulesDraft } from './source-rules.ts';

const known: KnownRules = {
  sources: [{ id: 's1' }, { id: 's2' }],
  fieldRules: [
    { field: 'PHONE', criteria: ['MOST_RECENT'], sources: [] },
    {
      field: 'EMAIL',
      criteria: ['SOURCE_PRIORITY'],
      sources: [{ __typename: 'Source', id: 's2', name: 'Shop' }],
    },
  ],
};
const before = draftOf(known);

describe('source rules', () => {
  it('takes what is known for a draft, of which nothing is to be sent', () => {
    expect(before).toEqual({
      order: ['s1', 's2'],
      rules: [
        { field: 'PHONE', criteria: ['MOST_RECENT'], sourceIds: [] },
        { field: 'EMAIL', criteria: ['SOURCE_PRIORITY'], sourceIds: ['s2'] },
      ],
    });
    expect(changesTo(before, before)).toBeUndefined();
  });

  it('sends what changed, what is new, and the default for what was removed; the order only if it changed', () => {
    const draft: RulesDraft = {
      order: ['s1', 's2'],
      rules: [
        { field: 'EMAIL', criteria: ['SOURCE_PRIORITY', 'VERIFIED'], sourceIds: ['s2'] },
        { field: 'NAME', criteria: ['MOST_FREQUENT'], sourceIds: [] },
      ],
    };
    expect(changesTo(before, draft)).toEqual({
      rules: [
        { field: 'EMAIL', criteria: ['SOURCE_PRIORITY', 'VERIFIED'], sourceIds: ['s2'] },
        { field: 'NAME', criteria: ['MOST_FREQUENT'], sourceIds: [] },
        { field: 'PHONE', criteria: ['SOURCE_PRIORITY', 'MOST_RECENT'], sourceIds: [] },
      ],
    });
    expect(changesTo(before, { ...before, order: ['s2', 's1'] })).toEqual({ sourceIds: ['s2', 's1'] });
  });

  it('knows drafts that choose alike, in whatever order rules were made', () => {
    const [phone, email] = before.rules;
    if (!phone || !email) expect.unreachable();
    const plain = { field: 'NAME', criteria: ['SOURCE_PRIORITY', 'MOST_RECENT'], sourceIds: [] } as const;
    expect(isSameDraft(before, { ...before, rules: [email, plain, phone] })).toBe(true);
    expect(isSameDraft(before, { ...before, rules: [phone] })).toBe(false);
    expect(isSameDraft(before, { ...before, order: ['s2', 's1'] })).toBe(false);
  });
});
