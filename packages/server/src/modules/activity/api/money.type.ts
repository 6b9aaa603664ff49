import { ObjectType } from 'type-graphql';
import { Readable } from '../../../platform/graphql/exposure.ts';
import { DecimalScalar } from '../../../platform/graphql/scalars.ts';
import { toDecimal } from '../../../platform/money/money.ts';

/** An amount in a currency. */
@ObjectType({ description: 'An amount of money in one currency. Amounts of different currencies are never added.' })
export class Money {
  @Readable(() => DecimalScalar, 'INTERNAL', 'The exact amount; negative for money given back.')
  amount: string;
  @Readable(() => String, 'INTERNAL', 'ISO 4217 code.')
  currency: string;
}

/** Ten-thousandths as the API shows them. */
export function moneyOf(tenThousandths: number | string | bigint, currency: string): Money {
  return { amount: toDecimal(tenThousandths), currency };
}
