import { Arg, Ctx as FromContext, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { type Page, pageRequest, toPage } from '../../../platform/graphql/connection.ts';
import { Readable, ReadableResolver } from '../../../platform/graphql/exposure.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { answer, UserError } from '../../../platform/graphql/user-error.type.ts';
import { shownAs } from '../../custody/index.ts';
import {
  Consent,
  ConsentEntry,
  ConsentEntryConnection,
  consentLoader,
  ConsentRecordInput,
  ConsentWithdrawInput,
  findConsentEntry,
  listConsentHistory,
  recordConsent,
  toConsentEntries,
  toConsents,
  withdrawConsent,
} from '../../privacy/index.ts';
import { findCustomer } from '../api/customer.repository.ts';
import { Customer } from '../api/customer.type.ts';
import { requireCustomer } from '../scope/require-customer.ts';
import { levelOfCustomer } from '../scope/row-levels.ts';

const KEY = 'Makes a repeated call have one effect; bound to you, kept for 24 hours.';

/** Answer to a decision. */
@ObjectType({ description: 'The entry of the ledger and the customer, or why it was refused.' })
export class ConsentPayload {
  @Readable(() => ConsentEntry, 'INTERNAL', 'The new entry; null when refused.', { nullable: true })
  entry: ConsentEntry | null;
  @Readable(() => Customer, 'INTERNAL', 'Whose decision it is; null when refused.', { nullable: true })
  customer: Customer | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

/** What a customer decided about the use of their data. */
@Resolver(() => Customer)
export class CustomerConsentsResolver {
  @ReadableResolver(
    () => [Consent],
    'INTERNAL',
    'What stands: the latest decision for each purpose and recipient. Where there is none, the answer is no.',
  )
  async consents(@Root() customer: Customer, @FromContext() ctx: Ctx): Promise<Consent[]> {
    return toConsents(ctx, await ctx.once(consentLoader).load(customer.key));
  }

  @ReadableResolver(() => ConsentEntryConnection, 'INTERNAL', 'Everything the customer decided, the latest first.')
  async consentHistory(
    @Root() customer: Customer,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, up to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<ConsentEntry>> {
    const page = pageRequest(ctx, `consents:${customer.key}`, { first, after });
    const rows = await listConsentHistory(ctx, customer.key, page);
    const shown = toPage(ctx, page, rows, ({ decided_at, id }) => [decided_at, id]);
    const level = await levelOfCustomer(ctx, customer.key);
    const nodes = toConsentEntries(ctx, shown.nodes).map((entry) => Object.assign(entry, level));
    return {
      ...shown,
      nodes,
      edges: shown.edges.flatMap(({ cursor }, place) => (nodes[place] ? [{ node: nodes[place], cursor }] : [])),
    };
  }

  @Mutation(() => ConsentPayload, {
    description: 'Records what a customer decided, with its proof. Needs CONSENT_RECORD.',
  })
  async consentRecord(
    @Arg('input', () => ConsentRecordInput) input: ConsentRecordInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY }) idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<ConsentPayload> {
    return await decided(ctx, input.customerId, async (subject) => {
      return await recordConsent(ctx, subject, input, idempotencyKey ?? undefined);
    });
  }

  @Mutation(() => ConsentPayload, {
    description: 'Takes a granted consent back; it counts from the next statement on. Needs CONSENT_RECORD.',
  })
  async consentWithdraw(
    @Arg('input', () => ConsentWithdrawInput) input: ConsentWithdrawInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY }) idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<ConsentPayload> {
    return await decided(ctx, input.customerId, async (subject) => {
      return await withdrawConsent(ctx, subject, input, idempotencyKey ?? undefined);
    });
  }
}

async function decided(
  ctx: Ctx,
  customerId: string,
  decide: (subjectId: number) => Promise<number>,
): Promise<ConsentPayload> {
  return await answer(ctx, async () => {
    const subjectId = await subjectOf(ctx, customerId);
    const entryId = await decide(subjectId);
    const shown = (await shownAs(ctx.db.read, [subjectId]))(subjectId);
    const row = await findConsentEntry(ctx, shown, entryId);
    const [entry] = row ? toConsentEntries(ctx, [row]) : [];
    return { entry: entry ?? null, customer: (await findCustomer(ctx, shown)) ?? null };
  });
}

async function subjectOf(ctx: Ctx, publicId: string): Promise<number> {
  const id = ctx.publicIds.decode('cus', publicId) ?? refuse('NOT_FOUND', ['input', 'customerId']);
  // Only of customers that exist for the actor; what permission it needs, the rule of the field says.
  const shown = (await shownAs(ctx.db.read, [id]))(id);
  await requireCustomer(ctx.db.read, ctx, shown, 'READ_FULL', [], ['input', 'customerId']);
  const row = await ctx.db.read.selectFrom('customer').select('subject_id').where('id', '=', id).executeTakeFirst();
  return row?.subject_id ?? refuse('NOT_FOUND', ['input', 'customerId']);
}
