import { changeMembers, createTeam } from '../../modules/access/index.ts';
import { assignCustomers, lookUp, openCase, shareCustomer } from '../../modules/ownership/index.ts';
import type { Ctx } from '../../platform/context/context.ts';

/** As many customers as people really look after: a larger company has a larger pool. */
const LOOKED_AFTER = 600;
const CASE_DAYS = 30;
const DAY_MS = 86_400_000;

/** Who the demo's teams are made of: keys of users. */
export interface DemoStaff {
  readonly manager: number;
  /** Each looks after customers of their own. */
  readonly sales: readonly [number, number];
}

/** The sales teams of the made-up company, made by whoever manages users. */
export async function makeDemoTeams(ctx: Ctx, { manager, sales }: DemoStaff): Promise<void> {
  const team = async (name: string, member: number, parent?: number) => {
    const id = await createTeam(ctx, { name, parentId: parent ? ctx.publicIds.encode('tea', parent) : null });
    await changeMembers(ctx, id, { add: [ctx.publicIds.encode('usr', member)], remove: [] });
    return id;
  };
  const whole = await team('销售部', manager);
  await team('门店组', sales[0], whole);
  await team('线上组', sales[1], whole);
}

/**
 * Gives customers to those who sell, in turn, and leaves one of three in the public pool; one of each seller's customers is
 * shared with the other. Done by somebody who may hand over any customer.
 */
export async function handOutCustomers(ctx: Ctx, { sales }: DemoStaff): Promise<void> {
  const rows = await ctx.db.read
    .selectFrom('customer')
    .select('id')
    .where('status', '=', 'ACTIVE')
    .where('owner_id', 'is', null)
    .orderBy('id')
    .limit(LOOKED_AFTER)
    .execute();
  for (const [turn, seller] of sales.entries()) {
    const own = rows.flatMap(({ id }, place) => (place % 3 === turn ? [id] : []));
    if (own.length === 0) continue;
    const ids = own.map((id) => ctx.publicIds.encode('cus', id));
    await assignCustomers(ctx, { ids }, ctx.publicIds.encode('usr', seller), '按门店与线上分配');
    const [shared] = own;
    const other = sales[1 - turn];
    if (shared && other) await shareCustomer(ctx, shared, other, null);
  }
}

/** Somebody calls: the actor finds them by their customer number and opens a case. */
export async function openDemoCase(ctx: Ctx): Promise<void> {
  const caller = await ctx.db.read
    .selectFrom('customer')
    .select('number')
    .where('status', '=', 'ACTIVE')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (!caller) return;
  const [found] = await lookUp(ctx, { number: caller.number });
  if (found)
    await openCase(ctx, { customerId: found.id, subject: '询问送货时间', until: ctx.now() + CASE_DAYS * DAY_MS });
}
