import { setTimeout as sleep } from 'node:timers/promises';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Database } from '../../../platform/database/database.ts';
import { createRowQueue, type RowQueue } from '../../../platform/database/row-queue.ts';
import { nameError } from '../../../platform/log/describe-error.ts';
import type { Logger } from '../../../platform/log/log.ts';
import { fieldsOf } from '../../../platform/policy/seen-fields.ts';
import { appendJournal, type DisclosedResponse, journalRows } from './journal-disclosure.ts';

/** Long enough that many answers share a write, short enough that a crash loses next to nothing. */
const LINGER_MS = 100;
const AGAIN_MS = 1_000;
/** When so many answers are not written yet, further ones wait for their own. */
const MOST_BEHIND = 2_000;

/** What is on its way to the journal of one database. */
interface Behind {
  readonly queue: RowQueue;
  readonly writing: Set<Promise<void>>;
  isFailing: boolean;
  ended: boolean;
}

const behinds = new WeakMap<Database, Behind>();

/**
 * Writes down which personal values of which customers an answer shows in full to a member of staff. Answers do not wait for it:
 * what a killed process had shown in its last tenth of a second may be missing. When the database does not take the rows, it is
 * tried again until it does, and meanwhile no more than two thousand answers leave; the next ones wait, and fail with it.
 *
 * @param operation what they were doing: the name of the console's document
 */
export async function noteSeen(ctx: Ctx, operation: string): Promise<void> {
  const { kind, userId } = ctx.actor;
  const { seen } = ctx.access;
  if (seen.size === 0 || (kind !== 'user' && kind !== 'token')) return;
  const keysOf = Map.groupBy(seen.keys(), (key) => seen.get(key) ?? 0);
  const responses = [...keysOf].map(([bits, customerKeys]): DisclosedResponse => ({
    way: kind === 'token' ? 'API' : 'VIEW',
    readerId: userId,
    purpose: kind === 'token' ? '' : operation,
    fieldSet: fieldsOf(bits),
    customerKeys,
    requestId: ctx.requestId,
  }));
  const rows = (await Promise.all(responses.map(async (one) => await journalRows(ctx, one)))).flat();
  const behind = behindOf(ctx.db);
  if (behind.writing.size >= MOST_BEHIND) return void (await Promise.all(rows.map(behind.queue.add)));
  for (const row of rows) {
    const writing = untilWritten(behind, row, ctx.log).finally(() => behind.writing.delete(writing));
    behind.writing.add(writing);
  }
}

/** Waits until everything noted so far is on the disk; what cannot be written then is given up, and the log told. */
export async function seenIsWritten(db: Database): Promise<void> {
  const behind = behinds.get(db);
  if (!behind) return;
  behinds.delete(db);
  behind.ended = true;
  await Promise.all(behind.writing);
}

async function untilWritten(behind: Behind, row: readonly unknown[], log: Logger): Promise<void> {
  for (;;) {
    try {
      await behind.queue.add(row);
      behind.isFailing = false;
      return;
    } catch (error) {
      const name = nameError(error);
      if (behind.ended) return log.error({ error: name }, 'what an answer showed could not be written down');
      if (!behind.isFailing) log.warn({ error: name }, 'what answers showed is not written down yet');
      behind.isFailing = true;
      await sleep(AGAIN_MS);
    }
  }
}

function behindOf(db: Database): Behind {
  let behind = behinds.get(db);
  if (!behind) {
    const queue = createRowQueue(async (rows) => await appendJournal(db, rows), LINGER_MS);
    behinds.set(db, (behind = { queue, writing: new Set(), isFailing: false, ended: false }));
  }
  return behind;
}
