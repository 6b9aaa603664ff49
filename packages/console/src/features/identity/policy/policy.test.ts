import { afterEach, describe, expect, it } from 'vitest';
import { MatchPlanDecideDocument, MatchPlanUndoDocument, MatchPolicyUpdateDocument } from '../../../gql/graphql.ts';
import type { MatchPlanSampleQuery, PlanFragment } from '../../../gql/graphql.ts';
import { answer, mountPage, settle } from '../../../testing/mount-page.ts';
import { decisions, matchRun, model, models, planOf, runAnswer } from '../identity.fixture.ts';
import ModelPage from '../model/ModelPage.vue';
import { estimateAt } from './estimate-at.ts';

afterEach(() => (document.body.innerHTML = ''));

const EVERYTHING = ['IDENTITY_READ', 'CUSTOMER_MERGE', 'SETTINGS_WRITE'] as const;
type Sample = MatchPlanSampleQuery['matchClusters']['nodes'];
const sample: Sample = [
  {
    __typename: 'MatchCluster',
    id: 'mcl_1',
    state: 'MERGE',
    why: null,
    weakest: 0.9997,
    members: ['A', 'B'].map((end) => ({
      __typename: 'Customer' as const,
      id: `cus_${end}`,
      number: `C0000000${end}`,
      name: '欧阳晓明',
      status: 'ACTIVE' as const,
    })),
  },
];

describe('estimates of thresholds', () => {
  const { curve } = model();

  it('are those of the curve where it has a point, and between two in between', () => {
    const at = (weight: number) => 1 / (1 + 2 ** -weight);
    expect(estimateAt(curve, at(7))).toMatchObject({ pairs: 1_204, found: 0.92 });
    expect(estimateAt(curve, at(7)).right).toBeCloseTo(0.996, 6);
    expect(estimateAt(curve, at(3.5)).pairs).toBe(1_352);
    expect(estimateAt(curve, at(-3)).pairs).toBe(1_500);
    const between = estimateAt(curve, 0.5, at(7));
    expect(between.pairs).toBe(296);
    expect(between.right).toBeCloseTo((1_500 * 0.9 - 1_204 * 0.996) / 296, 6);
    expect(between.found).toBeCloseTo(0.06, 6);
  });

  it('have no share of right ones where there is no pair', () => {
    expect(estimateAt([], 0.5)).toEqual({ pairs: 0, right: undefined, found: 0 });
  });
});

describe('the policy on the page of the model', () => {
  it('is changed by administrators, with what it comes to beside it', async () => {
    const { page, sent } = await mountPage(ModelPage, {
      permissions: EVERYTHING,
      answers: [
        runAnswer(matchRun()),
        models(model()),
        ...decisions(),
        answer(MatchPolicyUpdateDocument, {
          __typename: 'Mutation',
          matchPolicyUpdate: { __typename: 'MatchPolicyPayload', matchPolicy: null, userErrors: [] },
        }),
      ],
    });
    const card = page.get('[aria-label="What is done about duplicates"]');
    const rows = () => card.findAll('tbody tr').map((row) => row.text());
    expect(rows()[0]).toMatch(/Merged without asking off———$/);
    expect(rows()[1]).toMatch(/Asked about ≥ 5%1,500/);
    expect(card.find('input[aria-label="Merge from this chance on (%)"]').exists()).toBe(false);
    await card.get('[aria-label="Merge without asking"]').trigger('click');
    await settle();
    expect(rows()[0]).toMatch(/Merged without asking ≥ 99.9%\d/);
    expect(rows()[1]).toMatch(/Asked about 5% – 99.9%\d/);
    await card.get('form').trigger('submit');
    await settle();
    const { variables } = sent.find(({ name }) => name === 'MatchPolicyUpdate') ?? {};
    expect(variables).toEqual({ input: { mergeFrom: 0.999 } });
  });

  it('is closed to whom may not set it', async () => {
    const { page } = await mountPage(ModelPage, {
      permissions: ['IDENTITY_READ', 'CUSTOMER_MERGE'],
      answers: [runAnswer(matchRun()), models(model()), ...decisions({ policy: { mergeFrom: 0.9995 } })],
      locale: 'zh-CN',
    });
    const card = page.get('[aria-label="重复客户的处理规则"]');
    expect(card.text()).toContain('只有管理员可以修改');
    expect(card.find('button[type=submit]').exists()).toBe(false);
    expect(card.get<HTMLInputElement>('input[aria-label="达到此可能性即合并（%）"]').element.value).toBe('99.95');
  });
});

describe('merging without asking', () => {
  async function open(plan: PlanFragment, states: PlanFragment['state'][] = []) {
    let shown = plan;
    const answers = decisions({ plan, sample }).map((one) =>
      one.name === 'MatchPlan' ? { ...one, reply: () => ({ data: { __typename: 'Query', matchPlan: shown } }) } : one,
    );
    const next = () => (shown = { ...shown, state: states.shift() ?? shown.state });
    return await mountPage(ModelPage, {
      permissions: EVERYTHING,
      answers: [
        runAnswer(matchRun()),
        models(model()),
        ...answers,
        answer(MatchPlanDecideDocument, () => ({
          __typename: 'Mutation' as const,
          matchPlanDecide: { __typename: 'MatchPlanPayload' as const, matchPlan: next(), userErrors: [] },
        })),
        answer(MatchPlanUndoDocument, () => ({
          __typename: 'Mutation' as const,
          matchPlanUndo: { __typename: 'MatchPlanPayload' as const, matchPlan: next(), userErrors: [] },
        })),
      ],
    });
  }

  it('shows what it would do and some of it, and waits until somebody lets it', async () => {
    const { page, sent } = await open(planOf(), ['APPROVED']);
    const card = page.get('[aria-label="Merging without asking"]');
    expect(card.text()).toContain('This would merge 602 customers into 290: 334 pairs, each at or above 99.9%.');
    expect(card.get('tbody tr').text()).toMatch(/C0000000A.*C0000000B.*99.97%/);
    expect(card.text()).toContain('Groups left to people: documents differ (3).');
    await card.get('.actions button').trigger('click');
    await settle();
    expect(sent.some(({ name }) => name === 'MatchPlanDecide')).toBe(false);
    const dialog = document.querySelector('.el-dialog');
    expect(dialog?.textContent).toContain('602 customers become 290.');
    dialog?.querySelector<HTMLButtonElement>('.el-button--primary')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'MatchPlanDecide')?.variables).toEqual({
      input: { runId: 'mrn_1', approve: true },
    });
    expect(card.text()).toContain('Merging: 0 of 290 groups so far.');
  });

  it('is undone as a whole', async () => {
    const { page, sent } = await open(planOf({ state: 'DONE', merged: 290, left: [] }), ['UNDOING']);
    const card = page.get('[aria-label="Merging without asking"]');
    expect(card.text()).toContain('290 groups of customers were merged');
    await card.get('.actions button').trigger('click');
    await settle();
    document.querySelector<HTMLButtonElement>('.el-dialog .el-button--primary')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'MatchPlanUndo')?.variables).toEqual({
      input: { runId: 'mrn_1', reason: null },
    });
    expect(card.text()).toContain('Undoing: 0 groups so far.');
  });
});

it('lists earlier searches with how far the model moved', async () => {
  const { page } = await mountPage(ModelPage, {
    permissions: EVERYTHING,
    answers: [
      runAnswer(matchRun()),
      models(),
      ...decisions({
        runs: [
          {
            __typename: 'MatchRun',
            id: 'mrn_2',
            startedAt: '2026-11-20T08:00:00.000Z',
            finishedAt: '2026-11-20T08:02:10.000Z',
            customers: 12_408,
            compared: 90_211,
            found: 37,
            startedBy: null,
            drift: [
              {
                __typename: 'MatchDrift',
                kind: 'PERSON',
                field: 'PHONE',
                level: 'EXACT',
                before: 0.8,
                now: 0.74,
              },
            ],
          },
        ],
      }),
    ],
  });
  const row = page.get('[aria-label="Earlier searches"] tbody tr').text();
  expect(row).toMatch(/by itself2 min 10 sec12,40890,21137/);
  expect(row).toMatch(/Phone, the same phone: 80% → 74%$/);
});
