import type { CustomerField } from '@dossier/shared/facts';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx as FromContext, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { ReadableResolver } from '../../../platform/graphql/exposure.ts';
import { findByNumber } from '../number/find-by-number.ts';
import { explainFacts, listOtherData, listSourceRecords } from '../source/explain-facts.ts';
import { archiveCustomer, restoreCustomer } from '../write/archive-customer.ts';
import { createCustomer } from '../write/create-customer.ts';
import { updateCustomer } from '../write/update-customer.ts';
import { changed, target, VERSION } from './change-customer.ts';
import { CustomerCreateInput, CustomerUpdateInput } from './customer.input.ts';
import { CustomerNumberAnswer, CustomerPayload } from './customer-payload.type.ts';
import { findCustomer } from './customer.repository.ts';
import { Customer } from './customer.type.ts';
import { CustomerFieldEnum } from './customer-enums.ts';
import { Fact, OtherData, SourceRecord } from './fact.type.ts';
import { selectedColumns } from './selected-columns.ts';

const KEY = 'Makes a repeated call have one effect; bound to you, kept for 24 hours.';

/** One customer: looking it up, explaining it, changing it. Lists and search are the search module's. */
@Resolver(() => Customer)
export class CustomerResolver {
  @Query(() => Customer, { nullable: true, description: 'One customer; null when there is none with this id.' })
  async customer(
    @Arg('id', () => ID, { description: 'The customer’s id.' }) id: string,
    @FromContext() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Customer | null> {
    const key = ctx.publicIds.decode('cus', id);
    if (key === undefined) return null;
    const found = await findCustomer(ctx, key, selectedColumns(info));
    // An id that somebody was shown once: erased since, or tried by whoever does not see the customer.
    if (!found) ctx.access.denials.push({ code: 'NOT_FOUND', coordinates: [] });
    return found ?? null;
  }

  @Query(() => CustomerNumberAnswer, {
    description: 'Looks a customer number up however it was typed, and tells a mistyped number from an unknown one.',
  })
  async customerByNumber(
    @Arg('number', () => String, { description: 'The number as typed.' }) number: string,
    @FromContext() ctx: Ctx,
  ): Promise<CustomerNumberAnswer> {
    const found = await findByNumber(ctx, number.slice(0, 64));
    return {
      ...found,
      suggestions: [...found.suggestions],
      customer: found.customerId === null ? null : ((await findCustomer(ctx, found.customerId)) ?? null),
    };
  }

  @ReadableResolver(
    () => [Fact],
    'INTERNAL',
    'Field by field: the value shown, why it is the one, and what other sources say.',
  )
  async facts(
    @Root() customer: Customer,
    @Arg('fields', () => [CustomerFieldEnum], { nullable: true, description: 'Only these fields.' })
    fields: CustomerField[] | null,
    @FromContext() ctx: Ctx,
  ): Promise<Fact[]> {
    return await explainFacts(ctx, customer.key, fields);
  }

  @ReadableResolver(
    () => [SourceRecord],
    'INTERNAL',
    'Everything each source ever said about the customer, newest first.',
  )
  async sourceRecords(
    @Root() customer: Customer,
    @Arg('includeRetracted', () => Boolean, { defaultValue: false, description: 'Also what undone imports had said.' })
    includeRetracted: boolean,
    @FromContext() ctx: Ctx,
  ): Promise<SourceRecord[]> {
    return await listSourceRecords(ctx, customer.key, includeRetracted);
  }

  @ReadableResolver(() => [OtherData], 'INTERNAL', 'Columns of files that are mapped to no field.')
  async otherData(@Root() customer: Customer, @FromContext() ctx: Ctx): Promise<OtherData[]> {
    return await listOtherData(ctx, customer.key);
  }

  @Mutation(() => CustomerPayload, { description: 'Creates a customer and gives it a number. Needs CUSTOMER_WRITE.' })
  async customerCreate(
    @Arg('input', () => CustomerCreateInput) input: CustomerCreateInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY }) idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CustomerPayload> {
    return await changed(ctx, info, async () => await createCustomer(ctx, input, idempotencyKey ?? undefined));
  }

  @Mutation(() => CustomerPayload, {
    description: 'Changes a customer: what you say is kept beside what other sources say. Needs CUSTOMER_WRITE.',
  })
  async customerUpdate(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @Arg('input', () => CustomerUpdateInput) input: CustomerUpdateInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY }) idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CustomerPayload> {
    return await changed(ctx, info, async () => {
      const row = target(ctx, id, version);
      await updateCustomer(ctx, row.id, row.version, input, idempotencyKey ?? undefined);
      return row.id;
    });
  }

  @Mutation(() => CustomerPayload, { description: 'Puts a customer away; nothing is lost. Needs CUSTOMER_WRITE.' })
  async customerArchive(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @FromContext() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CustomerPayload> {
    return await changed(ctx, info, async () => {
      const row = target(ctx, id, version);
      await archiveCustomer(ctx, row.id, row.version);
      return row.id;
    });
  }

  @Mutation(() => CustomerPayload, { description: 'Takes a customer out of the archive. Needs CUSTOMER_WRITE.' })
  async customerRestore(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @FromContext() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CustomerPayload> {
    return await changed(ctx, info, async () => {
      const row = target(ctx, id, version);
      await restoreCustomer(ctx, row.id, row.version);
      return row.id;
    });
  }
}
