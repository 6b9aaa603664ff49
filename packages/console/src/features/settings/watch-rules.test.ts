import { afterEach, describe, expect, it, vi } from 'vitest';
import { WatchRulesDocument, WatchRulesUpdateDocument } from '../../gql/graphql.ts';
import type { WatchRulesRowFragment } from '../../gql/graphql.ts';
import { answer, mountPage, settle } from '../../testing/mount-page.ts';
import WatchRulesPage from './WatchRulesPage.vue';

const rules: WatchRulesRowFragment = {
  __typename: 'WatchRules',
  keepMonths: 36,
  massReads: 1000,
  massReadsAnswer: 'NOTIFY',
  workFrom: 7,
  workTo: 21,
  workDays: [1, 2, 3, 4, 5, 6, 7],
  oddHoursAnswer: 'NOTHING',
  denials: 30,
  denialsAnswer: 'NOTIFY',
  appReads: 200,
  appReadsAnswer: 'NOTIFY',
};
const known = answer(WatchRulesDocument, { __typename: 'Query', watchRules: rules });

afterEach(() => (document.body.innerHTML = ''));

describe('the watch rules', () => {
  it('send what changed, and show refusals beside their field', async () => {
    const { page, sent } = await mountPage(WatchRulesPage, {
      answers: [
        known,
        answer(WatchRulesUpdateDocument, {
          __typename: 'Mutation',
          watchRulesUpdate: {
            __typename: 'WatchRulesPayload',
            watchRules: null,
            userErrors: [
              {
                __typename: 'UserError',
                code: 'INVALID_CHOICE',
                field: ['input', 'workTo'],
                message: 'Choose one of the values.',
              },
            ],
          },
        }),
      ],
    });
    const save = page.get('.el-button--primary');
    expect(save.attributes('disabled')).toBeDefined();
    const [, , , from] = page.findAll('.el-input-number input');
    await from?.setValue('22');
    await from?.trigger('change');
    const sunday = page.findAll('.days input')[6];
    await sunday?.setValue(false);
    await save.trigger('click');
    await settle();
    expect(sent.find(({ name }) => name === 'WatchRulesUpdate')?.variables).toEqual({
      input: { workFrom: 22, workDays: [1, 2, 3, 4, 5, 6] },
    });
    await vi.waitFor(() => expect(page.get('.el-form-item__error').text()).toBe('Choose one of the values.'));
  });

  it('are only shown to whom may not change them', async () => {
    const { page } = await mountPage(WatchRulesPage, { permissions: ['SETTINGS_READ'], answers: [known] });
    expect(page.find('.el-button--primary').exists()).toBe(false);
    expect(page.text()).toContain('You may read the settings');
  });
});
