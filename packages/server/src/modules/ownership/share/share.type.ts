import DataLoader from 'dataloader';
import { ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { AboutInstallation, Readable, Writable } from '../../../platform/graphql/exposure.ts';
import { type Resolved, withFields } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { loadUser, toUser, User } from '../../access/index.ts';
import { withLevels } from '../../customer/index.ts';

const MOST_SHOWN = 50;

/** Somebody who sees and works with a customer beside its owner. */
@ObjectType({ description: 'Somebody who sees and works with a customer beside its owner.' })
export class CustomerShare {
  userKey: number;
  sharedByKey: number;

  @Readable(() => User, 'INTERNAL', 'With whom it is shared.', { nullable: true })
  user: Resolved<User | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'Until when; null: until it is taken back.', { nullable: true })
  until: number | null;
  @Readable(() => User, 'INTERNAL', 'Who shared it.', { nullable: true })
  sharedBy: Resolved<User | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was shared.')
  sharedAt: number;
}

/** A case of support with a customer. */
@ObjectType({ description: 'A case that shows a customer to whoever has it, until it is closed or runs out.' })
export class SupportCase {
  key: number;
  userKey: number;
  customerKey: number;

  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => String, 'PERSONAL', 'What it is about.', { nullable: true, tells: ['CASE_SUBJECT'] })
  subject: string;
  @Readable(() => User, 'INTERNAL', 'Who has it.', { nullable: true })
  user: Resolved<User | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was opened.')
  openedAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it runs out.')
  until: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was closed; null while it is open.', { nullable: true })
  closedAt: number | null;
}

/** A new case. */
@AboutInstallation()
@InputType({ description: 'A new case.' })
export class CaseOpenInput {
  @Writable(() => ID, 'INTERNAL', 'A customer you see, or found by customerLookUp within the last hour.', {
    nullable: false,
  })
  customerId: string;
  @Writable(() => String, 'INTERNAL', 'What it is about, at most 200 characters.', { nullable: false })
  subject: string;
  @Writable(() => Int, 'INTERNAL', 'For how many days it stays open at most: 1 to 30.', {
    nullable: false,
    defaultValue: 7,
  })
  days: number;
}

/** Answer to opening or closing a case. */
@AboutInstallation()
@ObjectType({ description: 'The id of the case, or why not.' })
export class CasePayload {
  @Readable(() => ID, 'PUBLIC', 'The case; null when refused.', { nullable: true })
  id: string | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

const person = async (ctx: Ctx, key: number): Promise<User | null> => {
  const user = await loadUser(ctx, key);
  return user ? toUser(ctx, user) : null;
};

const shareFields: Pick<CustomerShare, 'user' | 'sharedBy'> & ThisType<CustomerShare> = {
  async user(_args, ctx) {
    return await person(ctx, this.userKey);
  },
  async sharedBy(_args, ctx) {
    return await person(ctx, this.sharedByKey);
  },
};

const caseFields: Pick<SupportCase, 'id' | 'user'> & ThisType<SupportCase> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('cas', this.key);
  },
  async user(_args, ctx) {
    return await person(ctx, this.userKey);
  },
};

/** With whom customers are shared now, by customer. */
export function shareLoader(ctx: Ctx): DataLoader<number, CustomerShare[]> {
  return new DataLoader(async (customerIds) => {
    const rows = await ctx.db.read
      .selectFrom('customer_share')
      .select([
        'customer_id as customerKey',
        'user_id as userKey',
        'until',
        'shared_by as sharedByKey',
        'shared_at as sharedAt',
      ])
      .where('customer_id', 'in', [...customerIds])
      .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', ctx.now())]))
      .orderBy('shared_at')
      .execute();
    const byCustomer = Map.groupBy(withFields(longest(rows), shareFields), ({ customerKey }) => customerKey);
    return customerIds.map((id) => (byCustomer.get(id) ?? []).slice(0, MOST_SHOWN));
  });
}

/** The share that counts of each person: two customers that were merged may both have been shared with somebody. */
function longest<Row extends { customerKey: number; userKey: number; until: number | null }>(
  rows: readonly Row[],
): Row[] {
  const endOf = ({ until }: Row) => until ?? Number.MAX_SAFE_INTEGER;
  const kept = new Map<string, Row>();
  for (const row of rows) {
    const key = `${row.customerKey} ${row.userKey}`;
    const before = kept.get(key);
    if (!before || endOf(row) > endOf(before)) kept.set(key, row);
  }
  return [...kept.values()];
}

/** The cases with customers, open ones first, by customer. */
export function caseLoader(ctx: Ctx): DataLoader<number, SupportCase[]> {
  return new DataLoader(async (customerIds) => {
    const rows = await ctx.db.read
      .selectFrom('support_case')
      .select([
        'customer_id as customerKey',
        'id as key',
        'user_id as userKey',
        'subject',
        'opened_at as openedAt',
        'until',
        'closed_at as closedAt',
      ])
      .where('customer_id', 'in', [...customerIds])
      .orderBy('opened_at', 'desc')
      .execute();
    const shown = await withLevels(ctx, withFields(rows, caseFields));
    const byCustomer = Map.groupBy(shown, ({ customerKey }) => customerKey);
    return customerIds.map((id) => (byCustomer.get(id) ?? []).slice(0, MOST_SHOWN));
  });
}
