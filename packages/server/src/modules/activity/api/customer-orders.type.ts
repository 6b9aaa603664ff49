import { Int, ObjectType } from 'type-graphql';
import { Readable } from '../../../platform/graphql/exposure.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { Money } from './money.type.ts';

/** A customer's purchases in figures. */
@ObjectType({ description: 'A customer’s purchases in figures. Cancelled orders are not among them, returns are.' })
export class OrderStats {
  @Readable(() => Int, 'INTERNAL', 'How many orders.')
  count: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'The first order.', { nullable: true })
  firstAt: number | null;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'The latest order.', { nullable: true })
  lastAt: number | null;
  @Readable(() => [Money], 'INTERNAL', 'The sum of all orders, per currency.')
  totals: Money[];
  @Readable(() => [Money], 'INTERNAL', 'The average of an order, per currency, to four decimals.')
  averages: Money[];
}

/** What was spent in a period. */
@ObjectType({ description: 'What was spent in a period, in one currency.' })
export class PeriodAmount {
  @Readable(() => String, 'INTERNAL', 'The month, YYYY-MM, in the installation’s time zone.')
  period: string;
  @Readable(() => Money, 'INTERNAL', 'The sum of its orders, returns included, cancelled orders not.')
  amount: Money;
  @Readable(() => Int, 'INTERNAL', 'How many orders.')
  orders: number;
}
