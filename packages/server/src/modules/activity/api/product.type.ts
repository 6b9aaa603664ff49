import { ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection.ts';
import { Readable } from '../../../platform/graphql/exposure.ts';
import { Node } from '../../../platform/graphql/node.type.ts';
import type { Resolved } from '../../../platform/graphql/resolved.ts';
import { Source } from '../../customer/index.ts';

/** What a source sells. */
@ObjectType({ implements: Node, description: 'What a source sells, by the source’s own code.' })
export class Product {
  key: number;
  sourceKey: number;
  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => String, 'INTERNAL', 'The source’s code for it.')
  code: string;
  @Readable(() => String, 'INTERNAL', 'The first name the source gave it.', { nullable: true })
  name: string | null;
  @Readable(() => Source, 'INTERNAL', 'Whose product it is.', { nullable: true })
  source: Resolved<Source | null>;
  @Readable(
    () => Int,
    'INTERNAL',
    'How many order lines have it; null unless you may count all customers. Counted only when asked for.',
    { nullable: true },
  )
  orderLineCount: Resolved<number | null>;
}

/** A page of products. */
export const ProductConnection = connectionOf(Product, 'Product', { totalCount: true });
/** See {@link ProductConnection}. */
export type ProductConnection = InstanceType<typeof ProductConnection>;
