import {
  CustomerRelationshipsDocument,
  DecisionChainsDocument,
  RelatedCustomerSearchDocument,
  RelationshipGraphDocument,
} from '../../gql/graphql.ts';
import type {
  DecisionChainBoardFragment,
  DecisionMemberCardFragment,
  RelatedCustomerFragment,
  RelationshipGraphQuery,
  RelationshipRowFragment,
} from '../../gql/graphql.ts';
import { answer } from '../../testing/mount-page.ts';
import type { Answer } from '../../testing/mount-page.ts';

export const person = (name: string | null, id = `cus_${name}`): RelatedCustomerFragment => ({
  __typename: 'Customer',
  id,
  number: 'C260000001',
  kind: 'PERSON',
  name,
});
export const organisation = (name: string): RelatedCustomerFragment => ({ ...person(name), kind: 'ORGANISATION' });
export const acme = organisation('Acme');
export const ada = person('Ada');
const user = { __typename: 'User', id: 'usr_1', name: 'Wang' } as const;

export const relationshipRow = (more: Partial<RelationshipRowFragment> = {}): RelationshipRowFragment => ({
  __typename: 'Relationship',
  id: 'rel_1',
  type: 'EMPLOYEE',
  status: 'CURRENT',
  title: 'Buyer',
  department: null,
  note: null,
  validFrom: '2024-01-02',
  validTo: null,
  recordedAt: '2026-03-05T08:30:00.000Z',
  version: 'v1',
  recordedBy: user,
  from: ada,
  to: acme,
  ...more,
});

/** What a customer's list of relationships answers. */
export const relationships = (id: string, ...nodes: RelationshipRowFragment[]): Answer =>
  answer(CustomerRelationshipsDocument, {
    __typename: 'Query',
    customer: {
      __typename: 'Customer',
      id,
      relationships: {
        __typename: 'RelationshipConnection',
        nodes,
        totalCount: nodes.length,
        pageInfo: { __typename: 'PageInfo', endCursor: null, hasNextPage: false },
      },
    },
  });

export const found = (...nodes: RelatedCustomerFragment[]): Answer =>
  answer(RelatedCustomerSearchDocument, {
    __typename: 'Query',
    customers: { __typename: 'CustomerConnection', nodes },
  });

type Graph = NonNullable<RelationshipGraphQuery['relationshipGraph']>;
type Edge = Graph['edges'][number];

export const tie = (from: string, type: Edge['type'], to: string): Edge => ({
  __typename: 'Relationship',
  id: `rel_${from}_${to}`,
  type,
  title: null,
  from: { __typename: 'Customer', id: from },
  to: { __typename: 'Customer', id: to },
});

export const graphOf = (customers: readonly RelatedCustomerFragment[], edges: Edge[], isCut = false): Graph => ({
  __typename: 'RelationshipGraph',
  isCut,
  nodes: customers.map((customer, distance) => ({ __typename: 'RelationshipNode', distance, customer })),
  edges,
});
export const graphAnswer = (graph: Graph | null): Answer =>
  answer(RelationshipGraphDocument, { __typename: 'Query', relationshipGraph: graph });

export const member = (more: Partial<DecisionMemberCardFragment> = {}): DecisionMemberCardFragment => ({
  __typename: 'DecisionMember',
  id: 'dcm_1',
  version: 'm1',
  roles: ['DECIDER', 'BUYER'],
  attitude: 'SCEPTIC',
  influence: 80,
  note: null,
  verifiedAt: '2026-03-01T08:00:00.000Z',
  isVerified: true,
  verifiedBy: user,
  person: ada,
  ...more,
});

export const chain = (more: Partial<DecisionChainBoardFragment> = {}): DecisionChainBoardFragment => ({
  __typename: 'DecisionChain',
  id: 'dch_1',
  version: 'c1',
  about: null,
  cycleDays: 90,
  isClosed: false,
  coverage: 33,
  emptyRoles: ['INITIATOR', 'USER', 'INFLUENCER', 'GATEKEEPER'],
  overdueMembers: 0,
  hasSupportingDecider: false,
  members: [member()],
  ...more,
});
export const chains = (...decisionChains: DecisionChainBoardFragment[]): Answer =>
  answer(DecisionChainsDocument, {
    __typename: 'Query',
    customer: { __typename: 'Customer', id: acme.id, decisionChains },
  });
