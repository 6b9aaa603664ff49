import type { BuildSchemaOptions } from 'type-graphql';
import type { Ctx } from '../context/context.ts';
import type { IdType } from '../crypto/public-ids.ts';
import type { Rules } from './rules.ts';

/** Finds one object of a type for `node(id)`; null when there is none or the actor may not see it. */
export interface NodeFinder {
  /** The GraphQL object type's name. */
  readonly type: string;
  readonly find: (ctx: Ctx, id: number) => Promise<object | null>;
}

/** What a module adds to the API. */
export interface ApiModule {
  readonly resolvers: readonly BuildSchemaOptions['resolvers'][number][];
  readonly rules: Rules;
  /** Types that no field names, for example those only found behind an interface. */
  readonly orphanTypes?: readonly NonNullable<BuildSchemaOptions['orphanedTypes']>[number][];
  /** What `node(id)` finds, by id prefix. Finders check the actor's rights themselves. */
  readonly nodes?: Readonly<Partial<Record<IdType, NodeFinder>>>;
}
