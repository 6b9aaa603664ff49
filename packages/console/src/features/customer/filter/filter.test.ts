import * as fc from 'fast-check';
import { createI18n } from 'vue-i18n';
import { describe, expect, it } from 'vitest';
import { messages as chinese } from '../../../app/messages.zh-CN.ts';
import { messages as english } from '../../../app/messages.en.ts';
import { listUrl, readListUrl } from '../list/list-url.ts';
import { arity, FILTER_FIELDS, isFilterField, isOrderField, operatorsOf, ORDER_FIELDS } from './filter-fields.ts';
import type { FieldSpec } from './filter-fields.ts';
import { fromFilter, toFilter } from './filter-json.ts';
import type { FilterWords } from './filter-sentence.ts';
import { sayFilter } from './filter-sentence.ts';
import { addAt, changeAt, condition, NO_FILTER, normalise, quickValues, withQuick } from './filter-tree.ts';
import type { Condition, FilterNode, Group, OrdersCondition } from './filter-tree.ts';
import { resolveInstants } from './relative-time.ts';

const text = fc.oneof(
  fc.constantFrom('广东', '"', '100%', 'O’Brien & Co', '阿卜杜拉·买买提', '-90d ', '#', '+86 138'),
  fc.string({ minLength: 1, maxLength: 12 }),
);
const count = fc.integer({ min: 1, max: 3650 }).map(String);

function valuesFor(spec: FieldSpec, operator: Condition['operator']): fc.Arbitrary<readonly string[]> {
  if (operator === 'within' || operator === 'olderThan') return fc.tuple(count);
  const one = spec.kind === 'number' ? fc.integer({ min: 0, max: 120 }).map(String) : text;
  const places = arity(operator, spec);
  if (places === 'none') return fc.constant([]);
  if (places === 'two') return fc.tuple(one, one);
  return places === 'many' ? fc.array(one, { minLength: 1, maxLength: 3 }) : fc.tuple(one);
}
function anyCondition<Field extends string>(
  fields: Readonly<Record<Field, FieldSpec>>,
  negatable: boolean,
): fc.Arbitrary<Condition<Field>> {
  // Object.entries forgets the keys' type.
  const all = Object.entries(fields) as [Field, FieldSpec][];
  return fc.constantFrom(...all).chain(([field, spec]) =>
    fc.constantFrom(...operatorsOf(spec)).chain((operator) =>
      fc.record({
        kind: fc.constant('condition' as const),
        field: fc.constant(field),
        operator: fc.constant(operator),
        values: valuesFor(spec, operator),
        negated: negatable ? fc.boolean() : fc.constant(false),
      }),
    ),
  );
}
const orders: fc.Arbitrary<OrdersCondition> = fc.record({
  kind: fc.constant('orders' as const),
  quantifier: fc.constantFrom('some' as const, 'none' as const),
  items: fc.uniqueArray(anyCondition(ORDER_FIELDS, false), { selector: ({ field }) => field, maxLength: 3 }),
  negated: fc.boolean(),
});
const { tree } = fc.letrec<{ tree: Group; node: FilterNode }>((tie) => ({
  node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, anyCondition(FILTER_FIELDS, true), orders, tie('tree')),
  tree: fc.record({
    kind: fc.constant('group' as const),
    join: fc.constantFrom('and' as const, 'or' as const),
    items: fc.array(tie('node'), { maxLength: 4 }),
    negated: fc.boolean(),
  }),
}));

describe('filter and URL', () => {
  it('lead back and forth without loss, whatever the filter', () => {
    fc.assert(
      fc.property(tree, text, (filter, search) => {
        const url = listUrl({ filter, search: search.trim(), sort: { field: 'NAME', direction: 'ASC' } });
        // A browser writes it in its own way, and sends nothing of it to a server.
        const { pathname, search: sent, hash } = new URL(url, 'http://x');
        expect([pathname, sent]).toEqual(['/customers', '']);
        const state = readListUrl(decodeURIComponent(hash));
        expect(state).toEqual({
          search: search.trim(),
          filter: normalise(filter),
          sort: { field: 'NAME', direction: 'ASC' },
          unreadable: false,
        });
      }),
      { numRuns: 400 },
    );
  });

  it('leave out what is as usual', () => {
    expect(listUrl({ search: '', filter: NO_FILTER, sort: { field: 'CREATED_AT', direction: 'DESC' } })).toBe(
      '/customers',
    );
  });

  it.each([
    ['{', 'no JSON'],
    ['[]', 'no object'],
    ['{"colour":{"eq":"red"}}', 'an unknown field'],
    ['{"province":{"like":"x"}}', 'an unknown comparison'],
    ['{"and":{"province":{"eq":"x"}}}', 'no list'],
    ['{"orders":{"every":{}}}', 'an unknown quantifier'],
    ['{"orders":{"some":{"colour":{"eq":"x"}}}}', 'an unknown field of orders'],
  ])('%s (%s) is said to be unreadable and counts for nothing', (filter) => {
    expect(readListUrl(`#filter=${filter}`)).toMatchObject({ unreadable: true, filter: NO_FILTER });
  });

  it('reads filters other pages link to', () => {
    expect(fromFilter({ and: [{ phone: { isNull: true } }, { email: { isNull: true } }] })?.items).toEqual([
      condition('phone', 'empty'),
      condition('email', 'empty'),
    ]);
    expect(
      fromFilter({
        createdAt: { gte: '2026-01-01T00:00:00.000Z', lte: '2026-01-31T23:59:59.999Z' },
        grade: { eq: 'A' },
      })?.items,
    ).toEqual([
      condition('createdAt', 'between', ['2026-01-01T00:00:00.000Z', '2026-01-31T23:59:59.999Z']),
      condition('grade', 'is', ['A']),
    ]);
  });

  it('knows its fields', () => {
    expect([isFilterField('province'), isFilterField('toString'), isOrderField('total'), isOrderField('name')]).toEqual(
      [true, false, true, false],
    );
  });
});

describe('what the server is asked', () => {
  const now = Date.parse('2026-11-21T10:20:30.400Z');
  it.each<[FilterNode, unknown]>([
    [condition('province', 'is', ['广东']), { province: { eq: '广东' } }],
    [condition('province', 'is', ['广东', '浙江']), { province: { in: ['广东', '浙江'] } }],
    [condition('age', 'between', ['20', '30']), { age: { gte: 20, lte: 30 } }],
    [condition('tags', 'hasNone', ['tag_1']), { tags: { none: ['tag_1'] } }],
    [condition('tags', 'empty'), { tags: { isEmpty: true } }],
    [condition('phone', 'lastFour', ['8000']), { phone: { lastFour: '8000' } }],
    [{ ...condition('email', 'filled'), negated: true }, { not: { email: { isNull: false } } }],
    [condition('updatedAt', 'olderThan', ['1']), { updatedAt: { lte: '2026-11-20T10:20:00.000Z' } }],
    [
      {
        kind: 'orders',
        quantifier: 'none',
        negated: false,
        items: [condition('placedAt', 'within', ['90']), condition('total', 'from', ['99.5'])],
      },
      { orders: { none: { placedAt: { gte: '2026-08-23T10:20:00.000Z' }, total: { gte: '99.5' } } } },
    ],
  ])('case %#', (node, expected) => {
    expect(resolveInstants(toFilter({ ...NO_FILTER, items: [node] }), now)).toEqual(expected);
  });

  it('never takes a text for a relative time', () => {
    expect(resolveInstants({ name: { contains: '-90d' } }, now)).toEqual({ name: { contains: '-90d' } });
  });
});

describe('a filter as a sentence', () => {
  const filter: Group = {
    kind: 'group',
    join: 'and',
    negated: false,
    items: [
      condition('province', 'is', ['广东']),
      { kind: 'orders', quantifier: 'some', negated: false, items: [condition('placedAt', 'within', ['90'])] },
    ],
  };
  const nested: Group = {
    ...NO_FILTER,
    items: [
      condition('grade', 'is', ['A', 'B']),
      {
        kind: 'group',
        join: 'or',
        negated: true,
        items: [
          condition('email', 'empty'),
          {
            kind: 'orders',
            quantifier: 'none',
            negated: false,
            items: [condition('total', 'from', ['500']), condition('status', 'is', ['RETURNED'])],
          },
        ],
      },
    ],
  };
  const recent: Group = {
    ...NO_FILTER,
    items: [
      {
        kind: 'orders',
        quantifier: 'some',
        negated: false,
        items: [condition('placedAt', 'within', ['90']), condition('total', 'from', ['500'])],
      },
      condition('createdAt', 'olderThan', ['30']),
    ],
  };
  function wordsIn(locale: 'zh-CN' | 'en'): FilterWords {
    const { t } = createI18n({ legacy: false, locale, messages: { 'zh-CN': chinese, en: english } }).global;
    return { t: (key, values) => t(key, values ?? {}), value: (_, value) => value, orderValue: (_, value) => value };
  }
  it.each([
    ['zh-CN', filter, '省份 = 广东 且 最近下单 < 90 天'],
    ['en', filter, 'Province = 广东 and last order < 90 days ago'],
    ['zh-CN', recent, '有订单（下单时间 在 90 天内 且 订单金额 ≥ 500） 且 建档时间 早于 30 天前'],
    ['en', recent, 'has an order (placed in the last 90 days and total ≥ 500) and Created more than 30 days ago'],
    ['zh-CN', nested, '分级 = A、B 且 非（邮箱 未填写 或 没有订单（订单金额 ≥ 500 且 订单状态 = RETURNED））'],
    [
      'en',
      nested,
      'Grade = A or B and not (E-mail not filled or has no order (total ≥ 500 and order status = RETURNED))',
    ],
  ] as const)('reads well in %s (%#)', (locale, given, expected) =>
    expect(sayFilter(given, wordsIn(locale))).toBe(expected),
  );
});

describe('editing a filter', () => {
  const a = condition('grade', 'is', ['A']);
  const b = condition('stage', 'is', ['lead']);
  const either: Group = { kind: 'group', join: 'or', items: [a, b], negated: false };

  it('adds, replaces and removes by place', () => {
    const added = addAt({ ...NO_FILTER, items: [either] }, [0], condition('email', 'empty'));
    expect(changeAt(added, [0, 1], () => undefined).items).toEqual([
      { ...either, items: [a, condition('email', 'empty')] },
    ]);
  });
  it('sets a quick condition beside what there is, and takes it away again', () => {
    const quick = withQuick(either, 'province', ['广东省']);
    expect(quick).toEqual({ ...NO_FILTER, items: [either, condition('province', 'is', ['广东省'])] });
    expect(quickValues(quick, 'province')).toEqual(['广东省']);
    expect(quickValues(either, 'grade')).toEqual([]);
    expect(normalise(withQuick(quick, 'province', []))).toEqual(either);
  });
});
