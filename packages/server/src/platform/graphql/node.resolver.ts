import { Arg, Ctx as FromContext, ID, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../context/context.ts';
import type { IdType } from '../crypto/public-ids.ts';
import type { NodeFinder } from './module.ts';
import { Node } from './node.type.ts';

/** The `node(id)` query over the finders of all modules. */
export function createNodeResolver(finders: ReadonlyMap<IdType, NodeFinder>) {
  @Resolver()
  class NodeResolver {
    @Query(() => Node, {
      nullable: true,
      description: 'Anything with an id; null when it does not exist or you may not see it.',
    })
    async node(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<object | null> {
      const decoded = ctx.publicIds.decodeAny(id);
      const finder = decoded && finders.get(decoded.type);
      if (!decoded || !finder) return null;
      const found = await finder.find(ctx, decoded.id);
      // Over what was found, not a copy: its computed fields stand in its prototype.
      return found && Object.assign(Object.create(found), { __typename: finder.type });
    }
  }
  return NodeResolver;
}
