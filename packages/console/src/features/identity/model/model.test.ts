import { afterEach, describe, expect, it } from 'vitest';
import { MatchRunStartDocument } from '../../../gql/graphql.ts';
import type { MatchRunStartMutation } from '../../../gql/graphql.ts';
import { answer, mountPage, settle } from '../../../testing/mount-page.ts';
import { decisions, matchRun, model, models, runAnswer } from '../identity.fixture.ts';
import { chanceDigits } from './chance-digits.ts';
import ModelPage from './ModelPage.vue';

// A canvas cannot be drawn here.
afterEach(() => (document.body.innerHTML = ''));

const permissions = ['IDENTITY_READ', 'CUSTOMER_MERGE'] as const;

describe('the page of the model', () => {
  it('says what the last search did, what was learned, and what a threshold gives', async () => {
    const { page } = await mountPage(ModelPage, {
      permissions,
      answers: [runAnswer(matchRun()), models(model()), ...decisions()],
    });
    const text = page.text();
    expect(text).toMatch(/Took2 min 10 sec.*Customers12,408.*Pairs compared90,211.*Possible duplicates found37/);
    expect(text).toContain('Person (12,000)');
    expect(text).toContain('is about 1 in 10,000');
    expect(text).toContain('Phone: 2 values stand for nothing and were not compared (640 customers).');
    expect(text).toContain('From 99.2%: 1,204 pairs, about 0.4% of them wrong, 92% of all that are one.');
    expect(page.findAll('.model tbody tr').map((row) => row.text())).toEqual([
      expect.stringMatching(/Phone.*the same phone80%< 0.1%\+16.3/),
      expect.stringMatching(/different phones20%99%−2.3/),
    ]);
    expect(page.get('a[href*="from="]').attributes('href')).toBe('/identity/review?from=7&kind=PERSON');
  });

  it('starts a search and follows it', async () => {
    const going = matchRun({
      finishedAt: null,
      job: { __typename: 'Job', id: 'job_2', state: 'RUNNING', progress: 0.4, note: null, problem: null },
    });
    let run: ReturnType<typeof matchRun> | null = null;
    const { page, sent } = await mountPage(ModelPage, {
      permissions,
      answers: [
        { ...runAnswer(null), reply: () => ({ data: { __typename: 'Query', matchRun: run } }) },
        models(),
        ...decisions(),
        answer(MatchRunStartDocument, (): MatchRunStartMutation => {
          run = going;
          return {
            __typename: 'Mutation',
            matchRunStart: { __typename: 'MatchRunPayload', run: going, userErrors: [] },
          };
        }),
      ],
    });
    expect(page.text()).toContain('Nobody has looked for duplicates yet');
    await page.get('.page-header button').trigger('click');
    await settle();
    expect(sent.some(({ name }) => name === 'MatchRunStart')).toBe(true);
    expect(page.text()).toContain('Under way; you can leave this page.');
    expect(page.text()).toContain('40%');
    expect(page.get('.page-header button').attributes('disabled')).toBeDefined();
  });

  it('offers no search to whom may only look', async () => {
    const { page } = await mountPage(ModelPage, {
      permissions: ['IDENTITY_READ'],
      answers: [runAnswer(matchRun({ finishedAt: null, job: null })), models(), ...decisions()],
      locale: 'zh-CN',
    });
    expect(page.find('.page-header button').exists()).toBe(false);
    expect(page.text()).toContain('上一次查重没有完成');
  });
});

it.each([
  [0.5, 0],
  [0.99, 0],
  [0.992, 1],
  [0.999, 1],
  [0.99997, 3],
  [1, 0],
] as const)('writes a chance of %d with %d decimals', (probability, digits) =>
  expect(chanceDigits(probability)).toBe(digits),
);
