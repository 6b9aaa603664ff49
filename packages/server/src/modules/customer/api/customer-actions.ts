import DataLoader from 'dataloader';
import { ObjectType } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { Readable } from '../../../platform/graphql/exposure.ts';
import { rowConditions } from '../scope/customer-scope.ts';
import { handOverCondition } from '../scope/owner-rights.ts';

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
  @Readable(() => Boolean, 'INTERNAL', 'Take it from the public pool; the rules of the pool may still refuse.')
  claim: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'Give it to another owner or to the pool, and share it.')
  handOver: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'Open a support case.')
  openCase: boolean;
}

/** Decides by the actor's permissions and grants, and by the customer's status. */
export async function customerActions(
  ctx: Ctx,
  customer: { key: number; status: string; ownerKey?: number | null },
): Promise<CustomerActions> {
  const { permissions } = ctx.actor;
  const mayWrite = permissions.has('CUSTOMER_WRITE') && (await ctx.once(writableLoader).load(customer.key));
  const isActive = customer.status === 'ACTIVE';
  return {
    claim: permissions.has('CUSTOMER_CLAIM') && isActive && customer.ownerKey === null,
    handOver: permissions.has('CUSTOMER_WRITE') && isActive && (await ctx.once(handOverLoader).load(customer.key)),
    openCase: permissions.has('CASE_OPEN') && isActive,
    edit: mayWrite && isActive,
    archive: mayWrite && isActive,
    restore: mayWrite && customer.status === 'ARCHIVED',
    export: permissions.has('CUSTOMER_EXPORT') && (await ctx.once(exportableLoader).load(customer.key)),
  };
}

/** Whether a form of the customer may be sent: it says personal values too. */
function writableLoader(ctx: Ctx): DataLoader<number, boolean> {
  return among(ctx, rowConditions(ctx, { capability: 'WRITE', classes: ['INTERNAL', 'PERSONAL'] }));
}

/** Whether a file may hold the customer at all. */
function exportableLoader(ctx: Ctx): DataLoader<number, boolean> {
  return among(ctx, rowConditions(ctx, { capability: 'EXPORT', classes: ['INTERNAL'] }));
}

function handOverLoader(ctx: Ctx): DataLoader<number, boolean> {
  const condition = handOverCondition(ctx);
  return among(ctx, condition ? [condition] : []);
}

function among(ctx: Ctx, conditions: ReturnType<typeof rowConditions>): DataLoader<number, boolean> {
  return new DataLoader(async (ids) => {
    if (conditions.length === 0) return ids.map(() => true);
    const rows = await ctx.db.read
      .selectFrom('customer')
      .select('customer.id')
      .where('customer.id', 'in', [...ids])
      .where((eb) => eb.and(conditions))
      .execute();
    const found = new Set(rows.map(({ id }) => id));
    return ids.map((id) => found.has(id));
  });
}
