import { RELATIONSHIP_LIMITS } from '@dossier/shared/relationship';
import { Arg, Ctx as FromContext, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Page } from '../../../platform/graphql/connection.ts';
import { ReadableResolver } from '../../../platform/graphql/exposure.ts';
import { failure } from '../../../platform/graphql/failure.ts';
import { LocalDateScalar } from '../../../platform/graphql/scalars.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { Customer } from '../../customer/index.ts';
import { RelationshipGraph } from '../graph/relationship-graph.type.ts';
import { walkGraph } from '../graph/walk-graph.ts';
import { targetOf } from '../target-of.ts';
import { endRelationship, updateRelationship, withdrawRelationship } from './change-relationship.ts';
import { findRelationship } from './edge.loader.ts';
import { listRelationships, wishOf } from './list-relationships.ts';
import { recordRelationship } from './record-relationship.ts';
import { RelationshipCreateInput, RelationshipFilter, RelationshipUpdateInput } from './relationship.input.ts';
import { type Relationship, RelationshipConnection, RelationshipPayload } from './relationship.type.ts';

const VERSION = 'The version that the change was made on.';
const KEY = 'Makes a repeated call have one effect; bound to you, kept for 24 hours.';

/** How customers stand to each other. */
@Resolver(() => Customer)
export class RelationshipResolver {
  @ReadableResolver(
    () => RelationshipConnection,
    'INTERNAL',
    'How the customer stands to others whom you see, the latest recorded first.',
  )
  async relationships(
    @Root() customer: Customer,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the relationship to go on from.' })
    after: string | null,
    @Arg('filter', () => RelationshipFilter, { nullable: true, description: 'Only relationships like these.' })
    filter: RelationshipFilter | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<Relationship>> {
    return await listRelationships(ctx, customer.key, { first, after, filter });
  }

  @Query(() => RelationshipGraph, {
    nullable: true,
    description: `Everybody within some steps of a customer, over those whom you see: ${RELATIONSHIP_LIMITS.graphCustomers} customers and ${RELATIONSHIP_LIMITS.graphRelationships} relationships at most, the nearest first. An organisation’s whole tree is its graph of the types PARENT_COMPANY and HEAD_OFFICE; a household that of HOUSEHOLD_HEAD. Null when there is no such customer.`,
  })
  async relationshipGraph(
    @Arg('of', () => ID, { description: 'Where to begin.' }) of: string,
    @Arg('depth', () => Int, {
      defaultValue: 2,
      description: `How many steps, 1 to ${RELATIONSHIP_LIMITS.depth}.`,
    })
    depth: number,
    @Arg('filter', () => RelationshipFilter, { nullable: true, description: 'Only over relationships like these.' })
    filter: RelationshipFilter | null,
    @FromContext() ctx: Ctx,
  ): Promise<RelationshipGraph | null> {
    if (depth < 1 || depth > RELATIONSHIP_LIMITS.depth)
      throw failure('BAD_USER_INPUT', `depth must be between 1 and ${RELATIONSHIP_LIMITS.depth}`);
    const key = ctx.publicIds.decode('cus', of);
    const graph = key === undefined ? undefined : await walkGraph(ctx, key, depth, await wishOf(ctx, filter));
    if (!graph) ctx.access.denials.push({ code: 'NOT_FOUND', coordinates: [] });
    return graph ?? null;
  }

  @Mutation(() => RelationshipPayload, {
    description: 'Records how one customer stands to another. Needs CUSTOMER_WRITE, and the right to change both.',
  })
  async relationshipCreate(
    @Arg('input', () => RelationshipCreateInput) input: RelationshipCreateInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY }) idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<RelationshipPayload> {
    return await changed(ctx, async () => await recordRelationship(ctx, input, idempotencyKey ?? undefined));
  }

  @Mutation(() => RelationshipPayload, {
    description: 'Changes what is known of a relationship; how it was recorded before stays. Needs CUSTOMER_WRITE.',
  })
  async relationshipUpdate(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @Arg('input', () => RelationshipUpdateInput) input: RelationshipUpdateInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY }) idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<RelationshipPayload> {
    return await changed(ctx, async () => {
      const target = targetOf(ctx, 'rel', { id, version, idempotencyKey });
      await updateRelationship(ctx, target, input);
      return target.id;
    });
  }

  @Mutation(() => RelationshipPayload, {
    description:
      'Says until which day a relationship holds; it stays in the list of those that are over. Needs CUSTOMER_WRITE.',
  })
  async relationshipEnd(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @Arg('on', () => LocalDateScalar, { description: 'The last day, that day included.' }) on: string,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY }) idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<RelationshipPayload> {
    return await changed(ctx, async () => {
      const target = targetOf(ctx, 'rel', { id, version, idempotencyKey });
      await endRelationship(ctx, target, on);
      return target.id;
    });
  }

  @Mutation(() => RelationshipPayload, {
    description: 'Takes back a relationship that was recorded by mistake; its history stays. Needs CUSTOMER_WRITE.',
  })
  async relationshipWithdraw(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @Arg('reason', () => String) reason: string,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY }) idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<RelationshipPayload> {
    return await changed(ctx, async () => {
      const target = targetOf(ctx, 'rel', { id, version, idempotencyKey });
      await withdrawRelationship(ctx, target, reason);
      return target.id;
    });
  }
}

async function changed(ctx: Ctx, work: () => Promise<number>): Promise<RelationshipPayload> {
  return await answer(ctx, async () => ({ relationship: (await findRelationship(ctx, await work())) ?? null }));
}
