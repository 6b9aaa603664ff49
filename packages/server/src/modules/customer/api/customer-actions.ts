import { ObjectType } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { Readable } from '../../../platform/graphql/exposure.ts';

/** What the viewer may do with a customer. */
@ObjectType({ description: 'What you may do with a customer: drives the console’s buttons.' })
export class CustomerActions {
  @Readable(() => Boolean, 'INTERNAL', 'Change its fields.')
  edit: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'Archive it.')
  archive: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'Take it out of the archive.')
  restore: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'Export it.')
  export: boolean;
}

/** Decides by the actor's permissions and the customer's status. */
export function customerActions(ctx: Ctx, customer: { status: string }): CustomerActions {
  const mayWrite = ctx.actor.permissions.has('CUSTOMER_WRITE');
  return {
    edit: mayWrite && customer.status === 'ACTIVE',
    archive: mayWrite && customer.status === 'ACTIVE',
    restore: mayWrite && customer.status === 'ARCHIVED',
    export: ctx.actor.permissions.has('CUSTOMER_EXPORT'),
  };
}
