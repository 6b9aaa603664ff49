import { describe, expect, it } from 'vitest';
import { RelationshipGraphDocument } from '../../../gql/graphql.ts';
import { failure, mountPage, settle } from '../../../testing/mount-page.ts';
import { acme, ada, graphAnswer, graphOf, organisation, tie } from '../relationship.fixture.ts';
import { graphOption } from './graph-option.ts';
import GraphView from './GraphView.vue';
import OrganisationTree from './OrganisationTree.vue';
import { organisationTrees, type TreeNode } from './organisation-tree.ts';

// A canvas cannot be drawn here.

const beta = organisation('Beta');
const graph = graphOf([acme, ada, beta], [tie(ada.id, 'EMPLOYEE', acme.id), tie(acme.id, 'PARENT_COMPANY', beta.id)]);

describe('the graph of a customer', () => {
  it('draws persons round, organisations square, and says on each arrow who is what', () => {
    const twice = { ...graph, edges: [...graph.edges, tie(ada.id, 'CONTACT', acme.id)] };
    const option = graphOption(twice, {
      dark: false,
      nameOf: ({ name }) => name ?? '',
      roleOf: ({ type }) => type,
      separator: ', ',
    });
    expect(option['series']).toMatchObject([
      {
        type: 'graph',
        data: [
          { id: acme.id, name: 'Acme', symbol: 'roundRect', symbolSize: 30 },
          { id: ada.id, name: 'Ada', symbol: 'circle', symbolSize: 18 },
          { id: beta.id, name: 'Beta', symbol: 'roundRect' },
        ],
        edges: [
          { source: ada.id, target: acme.id, label: { formatter: 'EMPLOYEE, CONTACT' } },
          { source: acme.id, target: beta.id, label: { formatter: 'PARENT_COMPANY' } },
        ],
      },
    ]);
  });

  it('can be read as a table, in which each customer is a link', async () => {
    const { page, sent } = await mountPage(GraphView, { props: { customer: acme }, answers: [graphAnswer(graph)] });
    expect(page.find('.drawn').exists()).toBe(true);
    expect(sent[0]?.variables).toEqual({ of: acme.id, depth: 2, filter: null });
    await page.get('button[aria-pressed=false]').trigger('click');
    expect(page.findAll('tbody tr').map((row) => row.text())).toEqual([
      'AcmeThis customerEmployee: AdaSubsidiary: Beta',
      'Ada1 stepEmployer: Acme',
      'Beta2 stepsParent company: Acme',
    ]);
    expect(page.findAll('tbody a')[1]?.attributes('href')).toBe('/customers/cus_Ada?tab=relationships&view=graph');
  });

  it('opens the customer that is pressed', async () => {
    const { page, router } = await mountPage(GraphView, { props: { customer: acme }, answers: [graphAnswer(graph)] });
    page.getComponent({ name: 'GraphCanvas' }).vm.$emit('select', ada.id);
    await settle();
    expect(router.currentRoute.value.fullPath).toBe('/customers/cus_Ada?tab=relationships&view=graph');
  });

  it('says when it is empty, cut or forbidden', async () => {
    const shown = async (answered: ReturnType<typeof graphAnswer>) =>
      (await mountPage(GraphView, { props: { customer: acme }, answers: [answered] })).page.text();
    expect(await shown(graphAnswer(graphOf([acme], [])))).toContain('No relationships within this distance');
    expect(await shown(graphAnswer({ ...graph, isCut: true }))).toContain('Only the nearest 200 customers are shown');
    expect(await shown(failure(RelationshipGraphDocument, 'FORBIDDEN'))).toContain('No permission');
  });
});

const written = (nodes: readonly TreeNode[]): string =>
  nodes
    .map(
      ({ customer, below, isRepeated }) =>
        `${customer.name}${isRepeated ? '!' : ''}${below.length > 0 ? `(${written(below)})` : ''}`,
    )
    .join(' ');

describe('the tree of an organisation', () => {
  const [a, b, c, d] = ['A', 'B', 'C', 'D'].map(organisation) as [typeof acme, typeof acme, typeof acme, typeof acme];
  const above = (one: typeof acme, other: typeof acme) => tie(one.id, 'PARENT_COMPANY', other.id);
  it.each([
    [[above(a, b), above(b, c), above(a, d)], 'A(B(C) D)'],
    // Two parents, as merging can bring about: what is below the second is listed once.
    [[above(a, c), above(b, c), above(c, d)], 'A(C(D)) B(C!)'],
    [[above(a, b), above(b, c), above(c, a), above(c, d)], 'A(B(C(A! D)))'],
  ])('%#', (edges, expected) => {
    expect(written(organisationTrees(graphOf([a, b, c, d], edges)))).toBe(expected);
  });

  it('marks the organisation it is of', async () => {
    const { page, sent } = await mountPage(OrganisationTree, {
      props: { customer: beta },
      answers: [graphAnswer(graph)],
    });
    expect(sent[0]?.variables).toEqual({
      of: beta.id,
      depth: 12,
      filter: { types: ['PARENT_COMPANY', 'HEAD_OFFICE'] },
    });
    expect(page.get('[aria-current=page]').text()).toBe('Beta');
    expect(page.text()).toContain('This organisation');
  });

  it('says how to begin when there is none', async () => {
    const { page } = await mountPage(OrganisationTree, {
      props: { customer: acme },
      answers: [graphAnswer(graphOf([acme], []))],
    });
    expect(page.text()).toContain('No parent or subsidiary on record');
  });
});
