import type { CustomerField } from '@dossier/shared/facts';
import { Arg, Ctx as FromContext, Int, Resolver, Root } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Page } from '../../../platform/graphql/connection.ts';
import { ReadableResolver } from '../../../platform/graphql/exposure.ts';
import { DateTimeScalar, LocalDateScalar } from '../../../platform/graphql/scalars.ts';
import { Customer } from '../api/customer.type.ts';
import { CustomerFieldEnum } from '../api/customer-enums.ts';
import type { HistoryReason } from './history.ts';
import {
  CustomerAsOf,
  CustomerDifference,
  CustomerHistoryConnection,
  type CustomerHistoryEntry,
  HistoryReasonEnum,
} from './history.type.ts';
import { showAsOf, showDifferences, showHistory } from './show-past.ts';

/** What a customer was before, as fields of the customer: whoever sees the customer now sees what it was. */
@Resolver(() => Customer)
export class HistoryResolver {
  @ReadableResolver(
    () => CustomerAsOf,
    'INTERNAL',
    'The customer as it was known at an instant; null before it was known at all.',
    { nullable: true },
  )
  async asOf(
    @Root() customer: Customer,
    @Arg('at', () => DateTimeScalar) at: number,
    @Arg('validAt', () => LocalDateScalar, { nullable: true }) validAt: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<CustomerAsOf | null> {
    return await showAsOf(ctx, customer.key, at, validAt);
  }

  @ReadableResolver(
    () => [CustomerDifference],
    'INTERNAL',
    'What differs between what was known of the customer at two instants.',
  )
  async difference(
    @Root() customer: Customer,
    @Arg('from', () => DateTimeScalar, { description: 'The one instant.' }) from: number,
    @Arg('to', () => DateTimeScalar, { description: 'The other instant.' }) to: number,
    @FromContext() ctx: Ctx,
  ): Promise<CustomerDifference[]> {
    return await showDifferences(ctx, customer.key, from, to);
  }

  @ReadableResolver(
    () => CustomerHistoryConnection,
    'INTERNAL',
    'Every change of what is shown of the customer, the newest first: when, who, whose word, from what to what, and why.',
  )
  async history(
    @Root() customer: Customer,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('fields', () => [CustomerFieldEnum], { nullable: true }) fields: CustomerField[] | null,
    @Arg('reasons', () => [HistoryReasonEnum], { nullable: true }) reasons: HistoryReason[] | null,
    @Arg('from', () => DateTimeScalar, { nullable: true }) from: number | null,
    @Arg('to', () => DateTimeScalar, { nullable: true }) to: number | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<CustomerHistoryEntry>> {
    return await showHistory(ctx, customer.key, { first, after, fields, reasons, from, to });
  }
}
