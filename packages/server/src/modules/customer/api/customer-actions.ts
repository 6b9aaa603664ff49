import type { Capability, DataClass } from '@dossier/shared/access';
import DataLoader from 'dataloader';
import { ObjectType } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { Readable } from '../../../platform/graphql/exposure.ts';
import { rowConditions } from '../scope/customer-scope.ts';

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

/** Decides by the actor's permissions and grants, and by the customer's status. */
export async function customerActions(ctx: Ctx, customer: { key: number; status: string }): Promise<CustomerActions> {
  const { permissions } = ctx.actor;
  const mayWrite = permissions.has('CUSTOMER_WRITE') && (await ctx.once(writableLoader).load(customer.key));
  return {
    edit: mayWrite && customer.status === 'ACTIVE',
    archive: mayWrite && customer.status === 'ACTIVE',
    restore: mayWrite && customer.status === 'ARCHIVED',
    export: permissions.has('CUSTOMER_EXPORT') && (await ctx.once(exportableLoader).load(customer.key)),
  };
}

/** Whether a form of the customer may be sent: it says personal values too. */
function writableLoader(ctx: Ctx): DataLoader<number, boolean> {
  return grantedLoader(ctx, 'WRITE', ['INTERNAL', 'PERSONAL']);
}

/** Whether a file may hold the customer at all. */
function exportableLoader(ctx: Ctx): DataLoader<number, boolean> {
  return grantedLoader(ctx, 'EXPORT', ['INTERNAL']);
}

function grantedLoader(ctx: Ctx, capability: Capability, classes: readonly DataClass[]): DataLoader<number, boolean> {
  return new DataLoader(async (ids) => {
    const conditions = rowConditions(ctx, { capability, classes });
    if (conditions.length === 0) return ids.map(() => true);
    const rows = await ctx.db.read
      .selectFrom('customer')
      .select('customer.id')
      .where('customer.id', 'in', [...ids])
      .where((eb) => eb.and(conditions))
      .execute();
    const granted = new Set(rows.map(({ id }) => id));
    return ids.map((id) => granted.has(id));
  });
}
