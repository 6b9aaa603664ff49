import type { CustomerField, VerificationMethod } from '@dossier/shared/facts';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx as FromContext, ID, Info, InputType, Mutation, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { Writable } from '../../../platform/graphql/exposure.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { pinFact, unpinFact, verifyFact } from '../write/mark-facts.ts';
import { changed, target, VERSION } from './change-customer.ts';
import { CustomerPayload } from './customer-payload.type.ts';
import { CustomerFieldEnum } from './customer-enums.ts';
import { VerificationMethodEnum } from './fact.type.ts';

/** A value to be pinned. */
@InputType({ description: 'Which value of which field shall be shown whatever the rules say.' })
export class FactPinInput {
  @Writable(() => CustomerFieldEnum, 'INTERNAL', 'The field.', { nullable: false })
  field: CustomerField;
  @Writable(() => ID, 'INTERNAL', 'The value: its `valueId` in `facts`.', { nullable: false })
  valueId: string;
  @Writable(() => String, 'INTERNAL', 'Why, at most 300 characters; shown beside the value.', { nullable: false })
  reason: string;
}

/** A pin to be taken away. */
@InputType({ description: 'Of which field the pin shall be taken away.' })
export class FactUnpinInput {
  @Writable(() => CustomerFieldEnum, 'INTERNAL', 'The field.', { nullable: false })
  field: CustomerField;
  @Writable(() => String, 'INTERNAL', 'Why, at most 300 characters; kept in the audit log.', { nullable: false })
  reason: string;
}

/** A value that was checked. */
@InputType({ description: 'Which value of which field was checked, and how.' })
export class FactVerifyInput {
  @Writable(() => CustomerFieldEnum, 'INTERNAL', 'The field.', { nullable: false })
  field: CustomerField;
  @Writable(() => ID, 'INTERNAL', 'The value: its `valueId` in `facts`; absent: the one shown.')
  valueId?: string | null;
  @Writable(() => VerificationMethodEnum, 'INTERNAL', 'How it was checked.', { nullable: false })
  method: VerificationMethod;
  @Writable(() => DateTimeScalar, 'INTERNAL', 'When; absent: now.')
  at?: number | null;
}

/** What people say of values that sources give. */
@Resolver()
export class MarkFactsResolver {
  @Mutation(() => CustomerPayload, {
    description: 'Pins a value: it is shown whatever the rules say. Needs CUSTOMER_WRITE.',
  })
  async customerFactPin(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @Arg('input', () => FactPinInput) input: FactPinInput,
    @FromContext() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CustomerPayload> {
    return await changed(ctx, info, async () => {
      const row = target(ctx, id, version);
      await pinFact(ctx, row, input);
      return row.id;
    });
  }

  @Mutation(() => CustomerPayload, {
    description: 'Takes the pin of a field away: the rules choose again. Needs CUSTOMER_WRITE.',
  })
  async customerFactUnpin(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @Arg('input', () => FactUnpinInput) input: FactUnpinInput,
    @FromContext() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CustomerPayload> {
    return await changed(ctx, info, async () => {
      const row = target(ctx, id, version);
      await unpinFact(ctx, row, input);
      return row.id;
    });
  }

  @Mutation(() => CustomerPayload, {
    description: 'Says that a value was checked, when and how. Needs CUSTOMER_WRITE.',
  })
  async customerFactVerify(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @Arg('input', () => FactVerifyInput) input: FactVerifyInput,
    @FromContext() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CustomerPayload> {
    return await changed(ctx, info, async () => {
      const row = target(ctx, id, version);
      await verifyFact(ctx, row, input);
      return row.id;
    });
  }
}
