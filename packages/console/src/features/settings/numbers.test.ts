import { describe, expect, it, vi } from 'vitest';
import {
  NumberFreezeDocument,
  NumbersReserveDocument,
  NumberStateDocument,
  NumberUnfreezeDocument,
} from '../../gql/graphql.ts';
import type { NumberVerdict } from '../../gql/graphql.ts';
import { answer, mountPage, settle } from '../../testing/mount-page.ts';
import NumberLookUp from './NumberLookUp.vue';
import ReserveNumbers from './ReserveNumbers.vue';

describe('ReserveNumbers', () => {
  it('sets numbers aside and says which', async () => {
    const { page, sent } = await mountPage(ReserveNumbers, {
      answers: [
        answer(NumbersReserveDocument, {
          __typename: 'Mutation',
          numbersReserve: {
            __typename: 'NumbersReservePayload',
            numbers: ['C000017', 'C000025', 'C000033'],
            userErrors: [],
          },
        }),
      ],
    });
    await page.get('input[type=number], .el-input-number input').setValue('3');
    await page.findAll('input').at(-1)?.setValue(' cards ');
    await page.get('form').trigger('submit');
    await settle();
    expect(sent[0]).toEqual({ name: 'NumbersReserve', variables: { count: 3, reason: 'cards' } });
    expect(page.get('[role=status]').text()).toContain('3 numbers reserved: C000017 to C000033');
  });

  it('shows a refusal at the field', async () => {
    const { page } = await mountPage(ReserveNumbers, {
      answers: [
        answer(NumbersReserveDocument, {
          __typename: 'Mutation',
          numbersReserve: {
            __typename: 'NumbersReservePayload',
            numbers: null,
            userErrors: [{ __typename: 'UserError', code: 'TOO_LARGE', field: ['count'], message: 'At most 10,000.' }],
          },
        }),
      ],
    });
    await page.get('form').trigger('submit');
    await settle();
    await vi.waitFor(() => expect(page.get('.el-form-item__error').text()).toBe('At most 10,000.'));
    expect(page.find('[role=status]').exists()).toBe(false);
  });
});

describe('NumberLookUp', () => {
  const known = (verdict: NumberVerdict) =>
    answer(NumberStateDocument, {
      __typename: 'Query',
      customerByNumber: {
        __typename: 'CustomerNumberAnswer',
        verdict,
        number: 'C000017',
        successorNumber: null,
        customer: null,
      },
    });
  const done = { done: true, userErrors: [] };

  it.each([
    ['RESERVED', 'Freeze', 'NumberFreeze', { number: 'C000017', reason: null }],
    ['FROZEN', 'Unfreeze', 'NumberUnfreeze', { number: 'C000017' }],
  ] as const)('turns a %s number', async (verdict, button, name, variables) => {
    const { page, sent } = await mountPage(NumberLookUp, {
      answers: [
        known(verdict),
        answer(NumberFreezeDocument, {
          __typename: 'Mutation',
          numberFreeze: { __typename: 'NumberStatePayload', ...done },
        }),
        answer(NumberUnfreezeDocument, {
          __typename: 'Mutation',
          numberUnfreeze: { __typename: 'NumberStatePayload', ...done },
        }),
      ],
    });
    await page.get('input').setValue('c-000017');
    await page.get('form').trigger('submit');
    await settle();
    expect(sent[0]?.variables).toEqual({ number: 'c-000017' });
    const turn = page
      .get('[role=status]')
      .findAll('button')
      .find((one) => one.text() === button);
    await turn?.trigger('click');
    await settle();
    expect(sent.slice(1).map((one) => one.name)).toEqual([name, 'NumberState']);
    expect(sent[1]?.variables).toEqual(variables);
  });

  it('offers nothing to who may not change settings', async () => {
    const { page } = await mountPage(NumberLookUp, { permissions: ['SETTINGS_READ'], answers: [known('RESERVED')] });
    await page.get('input').setValue('C000017');
    await page.get('form').trigger('submit');
    await settle();
    expect(page.get('[role=status]').text()).toContain('Reserved, and nobody’s yet');
    expect(page.get('[role=status]').findAll('button')).toEqual([]);
  });
});
