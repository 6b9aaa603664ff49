import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { heldBy, movesOf, shownAs } from '../../custody/index.ts';
import { beginSeals, type Seals } from '../sealed/seals.ts';
import { noteStatus } from '../history/note-status.ts';
import { KEPT_STATUSES } from '../scope/kept-statuses.ts';
import { loadRules } from '../source/sources.ts';
import { KEYS_PER_RECOMPUTE, recompute } from '../write/recompute.ts';
import { settleThreads } from './settle-threads.ts';

/** A step through the customers of an import, in order of their keys. */
export interface ImportStep {
  readonly importId: number;
  /** The last customer of the step before; 0 to begin. */
  readonly afterCustomerId: number;
  /** How many customers to take. */
  readonly limit: number;
  readonly at: number;
  readonly nextId: () => number;
  readonly seals: Seals;
}

/** What a step did. */
export interface ImportStepResult {
  /** Where the next step begins; null when the import has no more customers. */
  readonly lastCustomerId: number | null;
  readonly customers: number;
  readonly changed: readonly number[];
  /** Customers that now have no source record at all. */
  readonly bare: readonly number[];
}

/** What is got ahead for one step. */
export type ReservedStep = Pick<ImportStep, 'nextId' | 'seals'>;

/** Gets what one step can need: primary keys, and what values are opened and sealed with. Call before its transaction begins. */
export async function reserveStep(ctx: Ctx, limit: number): Promise<ReservedStep> {
  return {
    nextId: await ctx.db.ids.claim(limit * KEYS_PER_RECOMPUTE),
    seals: await beginSeals(ctx, 'IMPORT_TAKEN_BACK'),
  };
}

/** Takes back what an import said about the next customers, wherever its records now live, and chooses anew. */
export async function retractImport(trx: Trx, step: ImportStep): Promise<ImportStepResult> {
  return await turnRecords(trx, step, { from: 0, to: 1 });
}

/** Gives back what {@link retractImport} took. Customers withdrawn meanwhile are active again. */
export async function reinstateImport(trx: Trx, step: ImportStep): Promise<ImportStepResult> {
  return await turnRecords(trx, step, { from: 1, to: 0 });
}

async function turnRecords(
  trx: Trx,
  step: ImportStep,
  retracted: { from: 0 | 1; to: 0 | 1 },
): Promise<ImportStepResult> {
  let customerIds = await nextCustomers(trx, step, retracted.from);
  // A merge may have brought records to a customer who had been passed.
  if (customerIds.length === 0) customerIds = await nextCustomers(trx, { ...step, afterCustomerId: 0 }, retracted.from);
  const last = customerIds.at(-1);
  if (last === undefined) return { lastCustomerId: null, customers: 0, changed: [], bare: [] };

  await lockRows(trx, 'customer', customerIds);
  step.seals.need(await trx.selectFrom('customer').select('subject_id').where('id', 'in', customerIds).execute());
  await trx
    .updateTable('source_record')
    .set(
      retracted.to === 1
        ? { retracted: 1, current_key: null, retracted_at: step.at }
        : {
            // What was so before stays answerable. The span is written before its beginning is cleared: some engines set columns in turn.
            retracted_before: sql<string>`concat(coalesce(retracted_before, ''), retracted_at, '-', ${step.at}, ';')`,
            retracted: 0,
            retracted_at: null,
          },
    )
    .where('import_id', '=', step.importId)
    .where('customer_id', 'in', customerIds)
    .where('retracted', '=', retracted.from)
    .execute();
  await settleThreads(trx, await withPartners(trx, customerIds), step.at, step.seals);
  if (retracted.to === 0) await restoreWithdrawn(trx, customerIds, step.at);
  const { changed, bare } = await recompute(trx, customerIds, {
    rules: await loadRules(trx),
    at: step.at,
    nextId: step.nextId,
    seals: step.seals,
  });
  return { lastCustomerId: last, customers: customerIds.length, changed, bare };
}

/**
 * These customers, and those with whom they share what a source says under one key since somebody split it: when the one has nothing of
 * it any more, the key leads to the other.
 */
async function withPartners(trx: Trx, customerIds: readonly number[]): Promise<number[]> {
  const subjects = [...customerIds, ...[...(await heldBy(trx, customerIds)).values()].flat()];
  const moves = await movesOf(trx, subjects);
  const partners = moves.flatMap(({ from, to }) => [from, to]);
  const shown = await shownAs(trx, partners);
  const all = [...new Set([...customerIds, ...partners.map(shown)])];
  if (all.length > customerIds.length) await lockRows(trx, 'customer', all);
  return all;
}

async function nextCustomers(trx: Trx, step: ImportStep, retracted: 0 | 1): Promise<number[]> {
  const rows = await trx
    .selectFrom('source_record')
    .select('customer_id')
    .distinct()
    .where('import_id', '=', step.importId)
    .where('customer_id', '>', step.afterCustomerId)
    .where('retracted', '=', retracted)
    .orderBy('customer_id')
    .limit(step.limit)
    .execute();
  return rows.map(({ customer_id }) => customer_id);
}

/**
 * Withdraws customers whom no source knows any more: their number is retired, lists leave them out. The rows stay, so
 * that everything that points to them still does. Who was merged has nothing either, and stays what it is.
 */
export async function withdrawCustomers(trx: Trx, customerIds: readonly number[], at: number): Promise<void> {
  if (customerIds.length === 0) return;
  const rows = await trx
    .selectFrom('customer')
    .select(['id', 'number', 'version'])
    .where('id', 'in', [...customerIds])
    .where('status', 'in', KEPT_STATUSES)
    .execute();
  if (rows.length === 0) return;
  await trx
    .updateTable('customer')
    .set((eb) => ({ status: 'WITHDRAWN', updated_at: at, version: eb('version', '+', 1) }))
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  await noteStatus(
    trx,
    rows.map(({ id }) => id),
    'WITHDRAWN',
    { at, actorId: null },
  );
  await trx
    .insertInto('number_alias')
    .values(
      rows.map(({ id, number }) => ({
        number,
        state: 'RETIRED',
        customer_id: id,
        successor: null,
        changed_at: at,
        reason: 'import undone',
      })),
    )
    .execute();
}

/** Makes withdrawn customers again what they were, active or archived, with their numbers. */
export async function restoreWithdrawn(trx: Trx, customerIds: readonly number[], at: number): Promise<void> {
  const rows = await trx
    .selectFrom('customer')
    .select(['id', 'number', 'archived_at'])
    .where('id', 'in', [...customerIds])
    .where('status', '=', 'WITHDRAWN')
    .execute();
  if (rows.length === 0) return;
  await trx
    .deleteFrom('number_alias')
    .where(
      'number',
      'in',
      rows.map(({ number }) => number),
    )
    .where('state', '=', 'RETIRED')
    .where('successor', 'is', null)
    .execute();
  for (const [status, own] of Map.groupBy(rows, (row) => (row.archived_at === null ? 'ACTIVE' : 'ARCHIVED'))) {
    const ids = own.map(({ id }) => id);
    await noteStatus(trx, ids, status, { at, actorId: null });
    await trx.updateTable('customer').set({ status }).where('id', 'in', ids).execute();
  }
}
