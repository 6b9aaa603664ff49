import type { Ctx } from '../../../platform/context/context.ts';
import type { PageRequest } from '../../../platform/graphql/connection.ts';

const COLUMNS = [
  'consent_entry.id',
  'consent_entry.customer_id',
  'purpose',
  'recipient_id',
  'basis',
  'decision',
  'expires_at',
  'policy_id',
  'evidence_kind',
  'evidence_text',
  'file_id',
  'actor_name',
  'decided_at',
  'recorded_at',
  'field_set.codes',
] as const;

/** What customers decided, the latest decision first; one more than the page holds. */
export async function listConsentHistory(ctx: Ctx, customerId: number, page: PageRequest) {
  let query = ctx.db.read
    .selectFrom('consent_entry')
    .innerJoin('field_set', 'field_set.id', 'consent_entry.field_set_id')
    .select(COLUMNS)
    .where('customer_id', '=', customerId);
  const [at, id] = page.after ?? [];
  if (typeof at === 'number' && typeof id === 'number') {
    query = query
      .where('decided_at', '<=', at)
      .where((eb) => eb.or([eb('decided_at', '<', at), eb('consent_entry.id', '<', id)]));
  }
  return await query
    .orderBy('decided_at', 'desc')
    .orderBy('consent_entry.id', 'desc')
    .limit(page.first + 1)
    .execute();
}

/** An entry of the ledger with its field set. */
export type ConsentEntryRow = Awaited<ReturnType<typeof listConsentHistory>>[number];

/** One entry of a customer, or undefined. */
export async function findConsentEntry(ctx: Ctx, customerId: number, id: number): Promise<ConsentEntryRow | undefined> {
  return await ctx.db.read
    .selectFrom('consent_entry')
    .innerJoin('field_set', 'field_set.id', 'consent_entry.field_set_id')
    .select(COLUMNS)
    .where('customer_id', '=', customerId)
    .where('consent_entry.id', '=', id)
    .executeTakeFirst();
}
