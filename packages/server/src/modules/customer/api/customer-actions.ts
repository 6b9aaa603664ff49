import DataLoader from 'dataloader';
import { ObjectType } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { Readable } from '../../../platform/graphql/exposure.ts';
import { levelOfRow } from '../../../platform/policy/guard-fields.ts';
import { among } from '../scope/among.ts';
import { handOverCondition } from '../scope/owner-rights.ts';
import { rightsLoader } from '../scope/row-rights.ts';

/** What the viewer may do with a customer. */
@ObjectType({ description: 'What you may do with a customer: drives the console’s buttons.' })
export class CustomerActions {
  @Readable(() => Boolean, 'INTERNAL', 'Change its fields.')
  edit: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'Change its documents: all of them, so they have to be revealed first.')
  editDocuments: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'Archive it.')
  archive: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'Take it out of the archive.')
  restore: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'Export it.')
  export: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'See its personal values, which you do not see in full, by giving a reason.')
  reveal: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'See its documents by giving a reason.')
  revealDocuments: boolean;
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
  const { permissions, grants } = ctx.actor;
  const rights = await ctx.once(rightsLoader).load(customer.key);
  // A form of the customer says personal values too.
  const mayWrite = permissions.has('CUSTOMER_WRITE') && rights.write;
  const isActive = customer.status === 'ACTIVE';
  return {
    edit: mayWrite && isActive,
    editDocuments: mayWrite && isActive && rights.writeDocuments && rights.revealDocuments,
    archive: mayWrite && isActive,
    restore: mayWrite && customer.status === 'ARCHIVED',
    export: permissions.has('CUSTOMER_EXPORT') && rights.export,
    reveal: rights.reveal && levelOfRow(grants, 'PERSONAL', customer) !== 'FULL',
    revealDocuments: rights.revealDocuments,
    claim: permissions.has('CUSTOMER_CLAIM') && isActive && customer.ownerKey === null,
    handOver: permissions.has('CUSTOMER_WRITE') && isActive && (await ctx.once(handOverLoader).load(customer.key)),
    // A case lasts longer than break-glass, under which this customer is perhaps seen.
    openCase: permissions.has('CASE_OPEN') && isActive && !ctx.access.breakGlass,
  };
}

function handOverLoader(ctx: Ctx): DataLoader<number, boolean> {
  const condition = handOverCondition(ctx);
  return new DataLoader(async (ids) => {
    if (!condition) return ids.map(() => true);
    const found = await among(ctx.db.read, ids, [condition]);
    return ids.map((id) => found.has(id));
  });
}
