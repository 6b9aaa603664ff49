import { expect, it } from 'vitest';
import type { MatchVerdict } from '../../../gql/graphql.ts';
import { mountPage } from '../../../testing/mount-page.ts';
import { around } from '../identity.fixture.ts';
import { layOut } from './cluster-layout.ts';
import type { Cluster } from './cluster-layout.ts';
import ClusterPanel from './ClusterPanel.vue';

const pair = (id: string, a: string, b: string, probability: number, state: MatchVerdict = 'OPEN') => ({
  __typename: 'MatchPair' as const,
  id,
  state,
  probability,
  customer: { __typename: 'Customer' as const, id: a },
  other: { __typename: 'Customer' as const, id: b },
});
const cluster: Cluster = {
  __typename: 'MatchNeighbourhood',
  isCut: false,
  weakLink: { __typename: 'MatchPair', id: 'p2' },
  members: ['王伟', '王卫', '王玮'].map((name, place) => ({
    __typename: 'Customer' as const,
    id: `cus_${place}`,
    number: `C${place}`,
    name,
  })),
  pairs: [
    pair('p1', 'cus_0', 'cus_1', 0.9999),
    pair('p2', 'cus_1', 'cus_2', 0.4),
    pair('p3', 'cus_0', 'cus_2', 0.3, 'NOT_SAME'),
  ],
};

it('draws and lists who hangs together, and on which weak link', async () => {
  const { page } = await mountPage(ClusterPanel, {
    props: { pairId: 'p1', state: 'OPEN' },
    answers: [around(cluster)],
  });
  expect(page.findAll('circle')).toHaveLength(3);
  expect(page.findAll('line').map((line) => line.classes())).toEqual([['shown'], ['weak'], ['apart']]);
  expect(page.text()).toContain('They hang on one weak link: B 王卫 – C 王玮.');
  expect(page.findAll('tbody tr').map((row) => row.text())).toEqual([
    expect.stringMatching(/A 王伟 – B 王卫.*this pair.*99.99%.*To be decided/),
    expect.stringMatching(/B 王卫 – C 王玮.*weak link.*40%.*To be decided/),
    expect.stringMatching(/A 王伟 – C 王玮.*30%.*Said to be two/),
  ]);
});

it('leads to the other pairs of the same queue, by keyboard as well', async () => {
  const { page } = await mountPage(ClusterPanel, {
    props: { pairId: 'p1', state: 'OPEN' },
    answers: [around(cluster)],
  });
  const buttons = page.findAll('tbody button');
  expect(buttons.map((button) => button.text())).toEqual(['B 王卫 – C 王玮']);
  await buttons[0]?.trigger('click');
  expect(page.findComponent(ClusterPanel).emitted('show')).toEqual([['p2', 'cus_1']]);
});

it('is silent when there are only the two', async () => {
  const two = { ...cluster, members: cluster.members.slice(0, 2), pairs: cluster.pairs.slice(0, 1) };
  const { page } = await mountPage(ClusterPanel, { props: { pairId: 'p1', state: 'OPEN' }, answers: [around(two)] });
  expect(page.find('section').exists()).toBe(false);
});

it('draws surer pairs thicker, and leaves out lines to whom one does not see', () => {
  const { lines, points, height } = layOut(
    { ...cluster, members: cluster.members.slice(0, 2) },
    { size: 100, margin: 10 },
  );
  expect(points.map(({ y }) => Math.round(y))).toEqual([10, 90]);
  expect(Math.round(height)).toBe(100);
  expect(lines.map(({ id }) => id)).toEqual(['p1']);
  const [sure = 0, unsure = 0] = layOut(cluster, { size: 100, margin: 10 }).lines.map(({ width }) => width);
  expect(sure).toBeGreaterThan(unsure);
});
