import { Arg, Ctx as FromContext, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { Filterable, Readable } from '../../../platform/graphql/exposure.ts';
import { answer, UserError } from '../../../platform/graphql/user-error.type.ts';
import { LEVEL_COLUMN } from '../../../platform/policy/guard-fields.ts';
import { masked } from '../../../platform/policy/masks.ts';
import { lookUp } from './look-up.ts';

/** What a caller says. */
@InputType({ description: 'What a caller says of themselves, whole: exactly one of these.' })
export class CustomerLookUpInput {
  @Filterable(() => String, 'PERSONAL', 'A phone number, however it is written.', { as: 'lookUp' })
  phone?: string | null;
  @Filterable(() => String, 'PERSONAL', 'An e-mail address.', { as: 'lookUp' })
  email?: string | null;
  @Filterable(() => String, 'PERSONAL', 'The customer number.', { as: 'lookUp' })
  number?: string | null;
  @Filterable(() => String, 'PERSONAL', 'The key that some source has for the customer.', { as: 'lookUp' })
  externalId?: string | null;
}

/** A customer as a look-up shows it: enough to ask whether it is the right one. */
@ObjectType({ description: 'A customer as a look-up shows it: enough to ask whether it is the right one.' })
export class FoundCustomer {
  @Readable(() => ID, 'PUBLIC', 'The customer’s id: a case can be opened with it for an hour.')
  id: string;
  @Readable(() => String, 'INTERNAL', 'The customer number.')
  number: string;
  @Readable(() => String, 'PERSONAL', 'The name, masked for everybody.', { nullable: true, mask: 'name' })
  name: string | null;
}

/** Answer to a look-up. */
@ObjectType({ description: 'The customers found, or why nothing was looked up.' })
export class CustomerLookUpPayload {
  @Readable(() => [FoundCustomer], 'INTERNAL', 'Those of whom it is true, at most 5; empty when there is none.')
  found: FoundCustomer[];
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

/** Finding a customer by exactly what a caller says. */
@Resolver()
export class LookUpResolver {
  @Mutation(() => CustomerLookUpPayload, {
    description:
      'Finds customers by exactly one value, whole, also such as you may not see: number and masked name only. 30 an hour, each written to the audit log. Needs CUSTOMER_LOOK_UP, and LOOK_UP on personal values.',
  })
  async customerLookUp(
    @Arg('input', () => CustomerLookUpInput) input: CustomerLookUpInput,
    @FromContext() ctx: Ctx,
  ): Promise<CustomerLookUpPayload> {
    const done = await answer(ctx, async () => ({ found: await lookUp(ctx, input) }));
    const found = (done.found ?? []).map(({ id, number, name }) => ({
      id: ctx.publicIds.encode('cus', id),
      number,
      name: name === null ? null : masked('name', name),
      // Masked, whatever else the actor may see.
      [LEVEL_COLUMN]: 1,
    }));
    return { found, userErrors: done.userErrors };
  }
}
