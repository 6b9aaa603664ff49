import { ID, Int, ObjectType } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { AboutInstallation, Readable } from '../../../platform/graphql/exposure.ts';
import { Node } from '../../../platform/graphql/node.type.ts';
import type { Resolved } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { seesAllFigures } from '../scope/customer-scope.ts';

/** Where facts come from. */
@AboutInstallation()
@ObjectType({ implements: Node, description: 'Where facts come from: a shop, an old CRM, staff in the console.' })
export class Source {
  key: number;
  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => String, 'INTERNAL', 'Short unique name for files and programs, for example "shop".')
  code: string;
  @Readable(() => String, 'INTERNAL', 'Name for people.')
  name: string;
  @Readable(() => Int, 'INTERNAL', 'Rank in the general order; 1 is believed first.')
  priority: number;
  @Readable(() => Int, 'INTERNAL', 'How often it is right, in per cent: what confidence in values is worked out from.')
  trust: number;
  @Readable(() => Boolean, 'INTERNAL', 'Whether the product needs it: it can be renamed, not removed.')
  isBuiltIn: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was made.')
  createdAt: number;
  @Readable(
    () => Int,
    'INTERNAL',
    'How many customers have a record from it; null unless you may count all customers. Counted only when asked for.',
    {
      nullable: true,
    },
  )
  customerCount: Resolved<number | null>;
}

/** The computed fields of {@link Source}. */
export const sourceFields: Pick<Source, 'id' | 'customerCount'> & ThisType<Source> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('src', this.key);
  },
  async customerCount(_args, ctx) {
    // A count over customers whom the actor does not see would tell of them.
    if (!seesAllFigures(ctx)) return null;
    return (await ctx.once(customersBySource)).get(this.key) ?? 0;
  },
};

/** Customers of every source at once: the records are read one time, however many sources are listed. */
async function customersBySource(ctx: Ctx): Promise<ReadonlyMap<number, number>> {
  const rows = await ctx.db.heavy
    .selectFrom('source_record')
    .select((eb) => ['source_id', eb.fn.count<number>('customer_id').distinct().as('n')])
    .where('retracted', '=', 0)
    .groupBy('source_id')
    .execute();
  return new Map(rows.map(({ source_id, n }) => [source_id, Number(n)]));
}
