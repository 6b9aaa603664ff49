import DataLoader from 'dataloader';
import { ID, Int, ObjectType } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { AboutInstallation, Readable } from '../../../platform/graphql/exposure.ts';
import { Node } from '../../../platform/graphql/node.type.ts';
import { type Resolved, withFields } from '../../../platform/graphql/resolved.ts';
import { heldCustomers } from '../../custody/index.ts';
import { seesAllFigures } from '../scope/customer-scope.ts';

/** A word put on customers. */
@AboutInstallation()
@ObjectType({ implements: Node, description: 'A word that staff or imports put on customers.' })
export class Tag {
  key: number;
  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => String, 'INTERNAL', 'The word itself; unique.')
  name: string;
  @Readable(() => String, 'INTERNAL', 'A colour name for the console.', { nullable: true })
  colour: string | null;
  @Readable(
    () => Int,
    'INTERNAL',
    'How many customers have it; null unless you may count all customers. Counted only when asked for.',
    { nullable: true },
  )
  customerCount: Resolved<number | null>;
}

/** The computed fields of {@link Tag}. */
export const tagFields: Pick<Tag, 'id' | 'customerCount'> & ThisType<Tag> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('tag', this.key);
  },
  async customerCount(_args, ctx) {
    // As for sources: see there.
    return seesAllFigures(ctx) ? await ctx.once(tagCountLoader).load(this.key) : null;
  },
};

function tagCountLoader(ctx: Ctx): DataLoader<number, number> {
  return new DataLoader(async (keys) => {
    const rows = await ctx.db.heavy
      .selectFrom('customer_tag')
      .select(['tag_id', (eb) => eb.fn.countAll<number>().as('n')])
      .where('tag_id', 'in', [...keys])
      .where('origin', '<>', 'REMOVED')
      .where('customer_id', 'not in', heldCustomers(ctx.db.heavy))
      .groupBy('tag_id')
      .execute();
    const counts = new Map(rows.map(({ tag_id, n }) => [tag_id, Number(n)]));
    return keys.map((key) => counts.get(key) ?? 0);
  });
}

/** The tags of customers, by customer key. */
export function customerTagsLoader(ctx: Ctx): DataLoader<number, Tag[]> {
  return new DataLoader(async (customerIds) => {
    const rows = await ctx.db.read
      .selectFrom('customer_tag')
      .innerJoin('tag', 'tag.id', 'customer_tag.tag_id')
      .select(['customer_tag.customer_id as customerKey', 'tag.id as key', 'tag.name as name', 'tag.colour as colour'])
      .where('customer_tag.customer_id', 'in', [...customerIds])
      .where('customer_tag.origin', '<>', 'REMOVED')
      .orderBy('tag.name')
      .execute();
    const byCustomer = Map.groupBy(withFields(rows, tagFields), ({ customerKey }) => customerKey);
    return customerIds.map((id) => byCustomer.get(id) ?? []);
  });
}
