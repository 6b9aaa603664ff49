import { beforeEach, describe, expect, it } from 'vitest';
import { DRAFT_KEY } from '../../../testing/session.fixture.ts';
import { checkDraft } from './check-draft.ts';
import { dropDraft, readDraft, storeDraft } from './draft-storage.ts';
import { emptyAddress, emptyContact, emptyDraft, emptyIdentifier } from './draft.ts';
import type { CustomerDraft } from './draft.ts';
import { markPrimary } from './mark-primary.ts';
import { changedFields, foreignChanges, rebase } from './rebase.ts';
import { toCreateInput, toUpdateInput } from './to-input.ts';
import { duplicateQuestion, matchQuestion } from './use-duplicates.ts';

const options = { region: 'CN', today: '2026-11-21', locale: 'en' } as const;
const draft = (changed: Partial<CustomerDraft> = {}): CustomerDraft => ({
  ...emptyDraft(),
  name: '张伟',
  contactPoints: [],
  ...changed,
});
const errors = (changed: Partial<CustomerDraft>): string[] =>
  checkDraft(draft(changed), options).map(({ field, code }) => `${field?.join('.')} ${code}`);

describe('checkDraft', () => {
  it.each<[string, Partial<CustomerDraft>, string[]]>([
    ['a name is enough', {}, []],
    ['no name', { name: '   ' }, ['name REQUIRED']],
    ['a long name', { name: 'x'.repeat(201) }, ['name TOO_LONG']],
    [
      'a wrong phone, at its own row',
      { contactPoints: [emptyContact(), { ...emptyContact(), value: '123' }] },
      ['contactPoints.1.value PHONE_TOO_SHORT'],
    ],
    ['a national phone', { contactPoints: [{ ...emptyContact(), value: '138 0013 8000' }] }, []],
    [
      'a wrong address',
      { contactPoints: [{ ...emptyContact('EMAIL'), value: 'a@@b' }] },
      ['contactPoints.0.value EMAIL_INVALID'],
    ],
    [
      'two primaries',
      { contactPoints: [0, 1].map((n) => ({ ...emptyContact('WECHAT'), value: `wx_${n}`, isPrimary: true })) },
      ['contactPoints.1.isPrimary ONE_PRIMARY_PER_TYPE'],
    ],
    [
      'a resident id with a slip',
      { identifiers: [{ ...emptyIdentifier('PERSON'), value: '11010519491231002Y' }] },
      ['identifiers.0.value RESIDENT_ID_FORM'],
    ],
    ['a right resident id', { identifiers: [{ ...emptyIdentifier('PERSON'), value: '11010519491231002X' }] }, []],
    [
      'a period the wrong way',
      {
        identifiers: [
          {
            ...emptyIdentifier('PERSON'),
            type: 'PASSPORT',
            value: 'E123',
            validFrom: '2026-02-01',
            validTo: '2026-01-01',
          },
        ],
      },
      ['identifiers.0.validTo PERIOD_REVERSED'],
    ],
    ['born tomorrow', { birthDate: '2026-11-22' }, ['birthDate DATE_FUTURE']],
    [
      'fields of the other kind do not matter',
      { kind: 'ORGANISATION', birthDate: '2030-01-01', employer: 'x'.repeat(300) },
      [],
    ],
    ['an address with only a country is not one', { addresses: [emptyAddress()] }, []],
  ])('%s', (_, changed, expected) => expect(errors(changed)).toEqual(expected));

  it('speaks the user’s language', () => {
    expect(checkDraft(draft({ name: '' }), { ...options, locale: 'zh-CN' })[0]?.message).toBe('此项必填。');
  });
});

describe('inputs', () => {
  it('creates with what is filled in only, and nothing of the other kind', () => {
    const filled = draft({
      kind: 'ORGANISATION',
      name: ' 东方贸易 ',
      gender: 'MALE',
      industry: 'F',
      contactPoints: [{ ...emptyContact(), value: ' 021-62000000 ', isPrimary: true }, emptyContact('EMAIL')],
      addresses: [emptyAddress()],
    });
    expect(toCreateInput(filled)).toEqual({
      kind: 'ORGANISATION',
      name: '东方贸易',
      industry: 'F',
      contactPoints: [
        {
          type: 'PHONE',
          label: 'MOBILE',
          value: '021-62000000',
          isPrimary: true,
          verified: false,
          holderName: null,
          holderTitle: null,
        },
      ],
    });
  });

  it('changes only what differs; emptied fields become null', () => {
    const base = draft({ employer: 'A', grade: 'B', tags: ['tag_1'] });
    expect(toUpdateInput(base, base)).toEqual({});
    expect(toUpdateInput(base, { ...base, employer: ' ', tags: [] })).toEqual({ employer: null, tagIds: [] });
    expect(toUpdateInput(base, { ...base, kind: 'ORGANISATION' })).toEqual({ kind: 'ORGANISATION', employer: null });
  });
});

describe('somebody else’s changes', () => {
  const base = draft({ grade: 'B', employer: 'A' });
  const mine = { ...base, grade: 'A', note: 'mine' };
  const fresh = { ...base, grade: 'C', employer: 'B' };
  it('are told apart from one’s own, and conflicts are marked', () => {
    expect(changedFields(base, mine)).toEqual(['note', 'grade']);
    expect(foreignChanges(base, mine, fresh)).toEqual([
      { field: 'employer', conflict: false },
      { field: 'grade', conflict: true },
    ]);
  });
  it('stay when one’s own are applied again', () => {
    expect(rebase(base, mine, fresh)).toEqual({ ...base, grade: 'A', note: 'mine', employer: 'B' });
  });
});

const ONE = { id: 'usr_1', key: DRAFT_KEY };
const TWO = { id: 'usr_2', key: 'f'.repeat(64) };

describe('kept drafts', () => {
  beforeEach(() => localStorage.clear());
  const kept = { draft: draft(), base: emptyDraft(), version: 'v1', savedAt: 1_000 };
  it('come back to the same user and customer only', () => {
    storeDraft(ONE, 'cus_1', kept);
    expect(readDraft(ONE, 'cus_1', 2_000)).toEqual(kept);
    expect([readDraft(TWO, 'cus_1', 2_000), readDraft(ONE, 'new', 2_000)]).toEqual([undefined, undefined]);
    dropDraft('usr_1', 'cus_1');
    expect(readDraft(ONE, 'cus_1', 2_000)).toBeUndefined();
  });
  it('say nothing to whoever reads the storage: neither without the key, nor in another place, nor changed', () => {
    const typed = { ...kept, draft: draft({ name: '湘云', note: 'asked about the red ones' }) };
    storeDraft(ONE, 'cus_1', typed);
    const name = 'dossier.customer-draft.usr_1.cus_1';
    const text = localStorage.getItem(name) ?? '';
    expect(text).toMatch(/^\{"savedAt":1000,"sealed":"[0-9a-f]+"\}$/);
    expect(readDraft({ ...ONE, key: TWO.key }, 'cus_1', 2_000)).toBeUndefined();
    localStorage.setItem('dossier.customer-draft.usr_1.cus_2', text);
    expect(readDraft(ONE, 'cus_2', 2_000)).toBeUndefined();
    localStorage.setItem(
      name,
      text.replace(/.(?="\})/, (last) => (last === '0' ? '1' : '0')),
    );
    expect(readDraft(ONE, 'cus_1', 2_000)).toBeUndefined();
    localStorage.setItem(name, text);
    expect(readDraft(ONE, 'cus_1', 2_000)).toEqual(typed);
    storeDraft(ONE, 'cus_1', typed);
    expect(localStorage.getItem(name)).not.toBe(text);
  });
  it('of earlier times, in the clear, are thrown away', () => {
    localStorage.setItem('dossier.customer-draft.usr_1.new', JSON.stringify(kept));
    expect([readDraft(ONE, 'new', 2_000), localStorage.length]).toEqual([undefined, 0]);
  });
  it('do not stay for long, whosever they are', () => {
    storeDraft(TWO, 'cus_1', kept);
    readDraft(ONE, 'new', kept.savedAt + 8 * 86_400_000);
    expect(localStorage).toHaveLength(0);
  });
  it('that cannot be read are none', () => {
    localStorage.setItem('dossier.customer-draft.usr_1.new', '{"draft":');
    expect(readDraft(ONE, 'new', 0)).toBeUndefined();
  });
  it('are lost quietly when the store is full', () => {
    const full = {
      ...localStorage,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    expect(() => storeDraft(ONE, 'new', kept, full as unknown as Storage)).not.toThrow();
  });
});

describe('looking for duplicates', () => {
  it('waits until there is something to tell people by', () => {
    expect(duplicateQuestion(draft({ name: '张' }))).toBeUndefined();
    expect(
      duplicateQuestion(draft({ contactPoints: [{ ...emptyContact(), value: ' 13800138000 ' }] }), 'cus_1'),
    ).toEqual({
      excludeId: 'cus_1',
      name: '张伟',
      phones: ['13800138000'],
      emails: [],
      identifiers: [],
    });
  });

  it('asks with all that is compared, without what this kind does not have and dates half typed', () => {
    const typed = draft({
      gender: 'MALE',
      birthDate: '1985-06',
      addresses: [{ ...emptyAddress(), city: ' 深圳市 ' }, emptyAddress()],
    });
    expect(matchQuestion(typed, { name: '张伟' })).toEqual({
      kind: 'PERSON',
      name: '张伟',
      gender: 'MALE',
      addresses: [{ country: 'CN', city: '深圳市' }],
    });
    expect(matchQuestion({ ...typed, kind: 'ORGANISATION' }, { name: '张伟' })).toEqual({
      kind: 'ORGANISATION',
      name: '张伟',
      addresses: [{ country: 'CN', city: '深圳市' }],
    });
  });
});

describe('markPrimary', () => {
  it('leaves one primary among those that compete', () => {
    const rows = [
      { type: 'PHONE', isPrimary: true },
      { type: 'EMAIL', isPrimary: true },
      { type: 'PHONE', isPrimary: false },
    ];
    markPrimary(rows, 2, true, (one, other) => one.type === other.type);
    expect(rows.map(({ isPrimary }) => isPrimary)).toEqual([false, true, true]);
  });
});
