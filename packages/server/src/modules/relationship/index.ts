import type { ApiModule } from '../../platform/graphql/module.ts';
import { can } from '../../platform/graphql/rules.ts';
import { findChain } from './chain/chain.loader.ts';
import { DecisionChainResolver } from './chain/decision-chain.resolver.ts';
import { findRelationship } from './edge/edge.loader.ts';
import { RelationshipResolver } from './edge/relationship.resolver.ts';

export { addMember, updateMember } from './chain/keep-member.ts';
export { beginChain } from './chain/keep-chain.ts';
export { recordRelationship } from './edge/record-relationship.ts';
export { forgetRelationships } from './forget-relationships.ts';
export { moveRelationshipsOfSubjects } from './move-relationships.ts';

/** What this module adds to the API. */
export const relationshipApi: ApiModule = {
  resolvers: [RelationshipResolver, DecisionChainResolver],
  rules: {
    Query: { relationshipGraph: can('CUSTOMER_READ') },
    Mutation: {
      // Between which customers, the policy says.
      relationshipCreate: can('CUSTOMER_WRITE'),
      relationshipUpdate: can('CUSTOMER_WRITE'),
      relationshipEnd: can('CUSTOMER_WRITE'),
      relationshipWithdraw: can('CUSTOMER_WRITE'),
      decisionChainCreate: can('CUSTOMER_WRITE'),
      decisionChainUpdate: can('CUSTOMER_WRITE'),
      decisionMemberAdd: can('CUSTOMER_WRITE'),
      decisionMemberUpdate: can('CUSTOMER_WRITE'),
      decisionMemberRemove: can('CUSTOMER_WRITE'),
    },
  },
  nodes: {
    rel: {
      type: 'Relationship',
      find: async (ctx, id) =>
        ctx.actor.permissions.has('CUSTOMER_READ') ? ((await findRelationship(ctx, id)) ?? null) : null,
    },
    dch: {
      type: 'DecisionChain',
      find: async (ctx, id) =>
        ctx.actor.permissions.has('CUSTOMER_READ') ? ((await findChain(ctx, id)) ?? null) : null,
    },
  },
};
