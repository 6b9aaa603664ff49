import { ID, InputType } from 'type-graphql';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { Filterable, FilterOperator, Writable } from '../../../platform/graphql/exposure.ts';
import {
  CodeFilter,
  DateTimeFilter,
  DecimalFilter,
  IdFilter,
  type SortDirection,
  SortDirectionEnum,
  StringFilter,
} from '../../../platform/graphql/filter.input.ts';
import { DateTimeScalar, DecimalScalar } from '../../../platform/graphql/scalars.ts';
import type { OrderStatus } from '../purchase/purchase-batch.ts';
import { OrderStatusEnum } from './order.type.ts';

/** A condition on where an order stands. */
@InputType({ description: 'A condition on where an order stands. All that is given must hold.' })
export class OrderStatusFilter {
  @FilterOperator(() => OrderStatusEnum, 'FILTER_EQ', 'Exactly this.')
  eq?: OrderStatus | null;
  @FilterOperator(() => [OrderStatusEnum], 'FILTER_EQ', 'One of these.')
  in?: OrderStatus[] | null;
}

/** Conditions on orders, wherever orders are named by what they are. */
@InputType({ description: 'Conditions on an order. All that is given must hold for the same order.' })
export class OrderConditions {
  @Filterable(() => DateTimeFilter, 'INTERNAL', 'When it was made.')
  placedAt?: DateTimeFilter | null;
  @Filterable(() => DecimalFilter, 'INTERNAL', 'Its total, in its own currency: say which beside it.')
  total?: DecimalFilter | null;
  @Filterable(() => CodeFilter, 'INTERNAL', 'Its currency (ISO 4217).')
  currency?: CodeFilter | null;
  @Filterable(() => OrderStatusFilter, 'INTERNAL', 'Where it stands.')
  status?: OrderStatusFilter | null;
  @Filterable(() => IdFilter, 'INTERNAL', 'A product on one of its lines.')
  productId?: IdFilter | null;
  @Filterable(() => IdFilter, 'INTERNAL', 'Which source it comes from.')
  sourceId?: IdFilter | null;
}

/** Whether a customer has orders of a kind. */
@InputType({ description: 'Whether a customer has orders of a kind.' })
export class OrderRelationFilter {
  @Filterable(() => OrderConditions, 'INTERNAL', 'At least one order meets these conditions.')
  some?: OrderConditions | null;
  @Filterable(() => OrderConditions, 'INTERNAL', 'No order meets these conditions.')
  none?: OrderConditions | null;
}

/** Which orders a list shows. */
@InputType({ description: 'Which orders a list shows. All that is given must hold.' })
export class OrderFilter {
  @Filterable(() => IdFilter, 'INTERNAL', 'Whose orders.')
  customerId?: IdFilter | null;
  @Filterable(() => Boolean, 'INTERNAL', 'True: only orders without a customer; false: only those with one.')
  withoutCustomer?: boolean | null;
  @Filterable(() => StringFilter, 'INTERNAL', 'The source’s number for the order.')
  number?: StringFilter | null;
  @Filterable(() => DateTimeFilter, 'INTERNAL', 'When it was made.')
  placedAt?: DateTimeFilter | null;
  @Filterable(() => DecimalFilter, 'INTERNAL', 'Its total, in its own currency.')
  total?: DecimalFilter | null;
  @Filterable(() => OrderStatusFilter, 'INTERNAL', 'Where it stands.')
  status?: OrderStatusFilter | null;
  @Filterable(() => IdFilter, 'INTERNAL', 'A product on one of its lines.')
  productId?: IdFilter | null;
  @Filterable(() => IdFilter, 'INTERNAL', 'Which source it comes from.')
  sourceId?: IdFilter | null;
}

/** What orders can be sorted by. */
export const OrderSortFieldEnum = enumOf('OrderSortField', 'What orders are sorted by.', {
  PLACED_AT: 'When they were made.',
  TOTAL: 'Their total, whatever its currency.',
});

/** The order of a list of orders. */
@InputType({ description: 'The order of a list of orders.' })
export class OrderSort {
  @Filterable(() => OrderSortFieldEnum, 'INTERNAL', 'What they are sorted by.', { nullable: false, as: 'sort' })
  field: 'PLACED_AT' | 'TOTAL';
  @Filterable(() => SortDirectionEnum, 'PUBLIC', 'Which end comes first.', { defaultValue: 'DESC' })
  direction?: SortDirection | null;
}

/** One line of a new order. */
@InputType({ description: 'One line of a new order.' })
export class OrderLineInput {
  @Writable(() => String, 'INTERNAL', 'The source’s code of the product; new codes make new products.')
  productCode?: string | null;
  @Writable(() => String, 'INTERNAL', 'What was bought.')
  description?: string | null;
  @Writable(() => DecimalScalar, 'INTERNAL', 'How much or how many; negative for a return.', { nullable: false })
  quantity: string;
  @Writable(() => DecimalScalar, 'INTERNAL', 'The price of one.', { nullable: false })
  unitPrice: string;
}

/** A new order. */
@InputType({ description: 'A new order.' })
export class OrderCreateInput {
  @Writable(() => ID, 'INTERNAL', 'Whose order it is.')
  customerId?: string | null;
  @Writable(() => ID, 'INTERNAL', 'Which source it comes from; by default staff, or the API for programs.')
  sourceId?: string | null;
  @Writable(() => String, 'INTERNAL', 'The source’s number for it; not used before by this source.', {
    nullable: false,
  })
  number: string;
  @Writable(() => DateTimeScalar, 'INTERNAL', 'When it was made.', { nullable: false })
  placedAt: number;
  @Writable(() => String, 'INTERNAL', 'ISO 4217; by default the installation’s.')
  currency?: string | null;
  @Writable(() => [OrderLineInput], 'INTERNAL', 'What was bought: 1 to 500 lines.', { nullable: false })
  lines: OrderLineInput[];
}
