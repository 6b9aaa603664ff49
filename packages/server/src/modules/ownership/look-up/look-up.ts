import type { CustomerField } from '@dossier/shared/facts';
import type { QueryReading } from '@dossier/shared/search';
import type { Ctx } from '../../../platform/context/context.ts';
import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { KEPT_STATUSES, grantedCondition } from '../../customer/index.ts';
import { journalRows, writeJournal } from '../../privacy/index.ts';
import { exactKeys, readingsOf } from '../../search/index.ts';
import { countLookUps, missStreak } from './look-up.repository.ts';

/** So many look-ups one person makes in an hour. */
export const LOOK_UPS_AN_HOUR = 30;
/** After so many in a row that found nobody, the audit log is told. */
export const MISSES_TO_ALARM = 10;
/** A shared phone names a family, not a street. */
const MOST_FOUND = 5;
const LONGEST_VALUE = 254;
const COLUMNS = ['id', 'customer_id', 'user_id', 'at', 'found'] as const;

/** What a caller says of themselves: one of these. */
export interface LookUpInput {
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly number?: string | null;
  readonly externalId?: string | null;
}

const READINGS = {
  phone: 'PHONE',
  email: 'EMAIL',
  number: 'CUSTOMER_NUMBER',
  externalId: 'EXTERNAL_ID',
} as const satisfies Record<keyof LookUpInput, QueryReading['kind']>;

/** What a look-up that finds somebody tells of them: the value that was asked about is theirs. */
const CONFIRMED: Readonly<Partial<Record<QueryReading['kind'], CustomerField>>> = { PHONE: 'PHONE', EMAIL: 'EMAIL' };

/** A customer as a look-up shows it. */
export interface FoundCustomer {
  readonly id: number;
  readonly number: string;
  readonly name: string | null;
}

/**
 * Finds customers by exactly what a caller says: a phone, an e-mail address, a customer number or the key of a source, whole.
 * Also those whose values the actor may not read, if they may look up by such values. Every attempt counts and is written to the
 * audit log, with what kind of value it was and whom it found, never with the value.
 *
 * Refuses REQUIRED (none, or more than one is given), TOO_MANY_ATTEMPTS.
 */
export async function lookUp(ctx: Ctx, input: LookUpInput): Promise<FoundCustomer[]> {
  const given = Object.entries(READINGS).flatMap(([field, kind]) => {
    // Entries of READINGS: its keys are those of the input.
    const value = input[field as keyof LookUpInput]?.trim();
    return value ? [{ field, kind, value: value.slice(0, LONGEST_VALUE) }] : [];
  });
  const [said, ...others] = given;
  if (!said || others.length > 0) refuse('REQUIRED', ['input']);
  await ctx.db.ids.ensure(4);
  const id = ctx.db.ids.take();
  // Counted as one that found nobody before anything is looked at, so that attempts at the same time cannot slip through.
  await ctx.db.transaction(async (trx) => {
    await lockRows(trx, 'staff_user', [ctx.actor.userId]);
    if ((await countLookUps(trx, ctx)) >= LOOK_UPS_AN_HOUR) refuse('TOO_MANY_ATTEMPTS', ['input']);
    await bulkInsert(trx, 'look_up', COLUMNS, [[id, 0, ctx.actor.userId, ctx.now(), 0]]);
  });
  const found = await findExactly(ctx, said);
  const confirmed = CONFIRMED[said.kind];
  const seen = await journalRows(ctx, {
    way: 'LOOK_UP',
    readerId: ctx.actor.userId,
    purpose: '',
    fieldSet: confirmed ? [confirmed] : [],
    customerKeys: found.map((one) => one.id),
    requestId: ctx.requestId,
  });
  await ctx.db.transaction(async (trx) => {
    await writeJournal(trx, ctx, seen);
    await note(trx, ctx, id, said.field, found);
  });
  return found;
}

async function findExactly(ctx: Ctx, said: { kind: QueryReading['kind']; value: string }): Promise<FoundCustomer[]> {
  const readings: readonly QueryReading[] =
    said.kind === 'EXTERNAL_ID'
      ? [{ kind: 'EXTERNAL_ID', value: said.value }]
      : (await readingsOf(ctx, said.value)).filter(({ kind }) => kind === said.kind);
  const keys = await exactKeys(ctx, readings, 'LOOK_UP');
  const granted = grantedCondition(ctx, 'PERSONAL', 'LOOK_UP');
  return await ctx.db.read
    .selectFrom('customer')
    .select(['customer.id', 'customer.number', 'customer.name'])
    .where('customer.id', 'in', [0, ...keys.slice(0, 500)])
    .where('customer.status', 'in', KEPT_STATUSES)
    .$if(granted !== undefined, (query) => (granted ? query.where(granted) : query))
    .orderBy('customer.id')
    .limit(MOST_FOUND)
    .execute();
}

async function note(trx: Trx, ctx: Ctx, id: number, field: string, found: readonly FoundCustomer[]): Promise<void> {
  const { userId } = ctx.actor;
  await trx
    .updateTable('look_up')
    .set({ found: found.length })
    .where('id', '=', id)
    .where('customer_id', '=', 0)
    .execute();
  const rows = found.map((one) => [id, one.id, userId, ctx.now(), 0]);
  await bulkInsert(trx, 'look_up', COLUMNS, rows);
  const [only, ...others] = found;
  await recordAudit(trx, ctx, {
    action: 'customer.lookedUp',
    objectType: 'customer',
    ...(only && others.length === 0 ? { objectId: only.id } : {}),
    fields: [field],
    detail: { found: found.map((one) => one.id) },
  });
  const misses = found.length > 0 ? 0 : await missStreak(trx, ctx);
  if (misses > 0 && misses % MISSES_TO_ALARM === 0)
    await recordAudit(trx, ctx, {
      action: 'customer.lookUpAlarm',
      objectType: 'user',
      objectId: userId,
      detail: { misses },
    });
}
