import { ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection.ts';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { Readable } from '../../../platform/graphql/exposure.ts';
import { Node } from '../../../platform/graphql/node.type.ts';
import type { Resolved } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar, DecimalScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { Customer, Source } from '../../customer/index.ts';
import { Money } from './money.type.ts';
import { Product } from './product.type.ts';

/** Where an order stands. */
export const OrderStatusEnum = enumOf('OrderStatus', 'Where an order stands.', {
  PLACED: 'Bought, nothing returned.',
  PARTLY_RETURNED: 'Some of it was returned.',
  RETURNED: 'All of it was returned, or it is a return itself.',
  CANCELLED: 'Called off: it counts in no statistics.',
});

/** What a line is. */
export const OrderLineKindEnum = enumOf('OrderLineKind', 'What a line of an order is.', {
  SALE: 'Goods for money.',
  RETURN: 'Goods taken back for money.',
  OTHER: 'Neither: a gift, a fee, a write-off, an adjustment.',
});

/** One line of an order. */
@ObjectType({ description: 'One line of an order.' })
export class OrderLine {
  key: number;
  orderKey: number;
  productKey: number | null;
  ownDescription: string | null;
  quantityValue: number;
  unitPriceValue: number;
  amountValue: number;
  /** That of the order whose line it is. */
  currency: string;
  /** Known already when the lines were read with their products. */
  knownProduct?: Product | null;
  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => Product, 'INTERNAL', 'What was bought; null when the line has no product code.', { nullable: true })
  product: Resolved<Product | null>;
  @Readable(() => String, 'INTERNAL', 'The product’s code.', { nullable: true })
  code: Resolved<string | null>;
  @Readable(() => String, 'INTERNAL', 'What was bought, in the words of the line or the product’s name.', {
    nullable: true,
  })
  description: Resolved<string | null>;
  @Readable(() => DecimalScalar, 'INTERNAL', 'How much or how many; negative for a return.')
  quantity: Resolved<string>;
  @Readable(() => DecimalScalar, 'INTERNAL', 'The price of one, in the order’s currency.')
  unitPrice: Resolved<string>;
  @Readable(() => Money, 'INTERNAL', 'Quantity times price, or what the source states instead.')
  amount: Resolved<Money>;
  @Readable(() => OrderLineKindEnum, 'INTERNAL', 'Sale, return or something else.')
  kind: string;
}

/** One purchase. */
@ObjectType({ implements: Node, description: 'One purchase: the lines with the same order number of one source.' })
export class Order {
  key: number;
  customerKey: number;
  sourceKey: number;
  totalValue: number;
  currency: string;
  /** Known already when the order was read with its lines. */
  knownLines?: OrderLine[];
  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => String, 'INTERNAL', 'The source’s number for it.')
  number: string;
  @Readable(() => Source, 'INTERNAL', 'Which source it comes from.')
  source: Resolved<Source | null>;
  @Readable(() => Customer, 'INTERNAL', 'Whose purchase it is; null when the source did not say.', { nullable: true })
  customer: Resolved<Customer | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was made: the time of its earliest line.')
  placedAt: number;
  @Readable(() => OrderStatusEnum, 'INTERNAL', 'As the source or staff say, else as its returns show.')
  status: string;
  @Readable(() => Money, 'INTERNAL', 'The sum of its lines, returns included.')
  total: Resolved<Money>;
  @Readable(() => Int, 'INTERNAL', 'How many lines it has.')
  lineCount: number;
  @Readable(() => [OrderLine], 'INTERNAL', 'Its lines, in the order in which they came.')
  lines: Resolved<OrderLine[]>;
}

/** A page of orders. */
export const OrderConnection = connectionOf(Order, 'Order', { totalCount: true });
/** See {@link OrderConnection}. */
export type OrderConnection = InstanceType<typeof OrderConnection>;

/** Answer to a change of an order. */
@ObjectType({ description: 'The order now, or why not.' })
export class OrderPayload {
  @Readable(() => Order, 'INTERNAL', 'The order; null when refused.', { nullable: true })
  order: Order | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}
