import type { SeeingWay } from '@dossier/shared/privacy';
import type { Ctx } from '../../../platform/context/context.ts';
import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Database } from '../../../platform/database/database.ts';
import { createRowQueue, type RowQueue } from '../../../platform/database/row-queue.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { ensureFieldSets, fieldSetText, findFieldSets } from '../field-set/field-sets.ts';
import { packKeys } from './pack-keys.ts';

const LINGER_MS = 2;
const LONGEST_REQUEST_ID = 64;
const LONGEST_PURPOSE = 64;
/** Of an export; folding takes whole rows, and must take them in short transactions. */
const KEYS_IN_A_ROW = 2_000;

/** What a response shows in full. */
export interface DisclosedResponse {
  readonly way: SeeingWay;
  /** The partner app, or the member of staff, that gets it. */
  readonly readerId: number;
  /** What for; see the entity. */
  readonly purpose: string;
  /** Codes of the fields in it. */
  readonly fieldSet: readonly string[];
  /** Keys of the customers in it, in any order. */
  readonly customerKeys: readonly number[];
  readonly requestId: string;
}

const queues = new WeakMap<Database, RowQueue>();
const fieldSetKeys = new WeakMap<Database, Map<string, Promise<number>>>();

/**
 * Writes down what a response gives away; wait for it before the response leaves. Responses that are ready at the same moment
 * are written in one transaction. When it fails, nothing may leave.
 */
export async function journalDisclosure(ctx: Ctx, response: DisclosedResponse): Promise<void> {
  let queue = queues.get(ctx.db);
  if (!queue)
    queues.set(ctx.db, (queue = createRowQueue(async (rows) => await appendJournal(ctx.db, rows), LINGER_MS)));
  const { add } = queue;
  await Promise.all((await journalRows(ctx, response)).map(add));
}

/**
 * Writes down, in the caller's transaction, what is shown because of it. Takes a key for every two thousand customers with
 * `ids.take()`; make `rows` with {@link journalRows} before the transaction.
 */
export async function writeJournal(trx: Trx, ctx: Ctx, rows: readonly (readonly unknown[])[]): Promise<void> {
  await bulkInsert(
    trx,
    'disclosure_journal',
    JOURNAL_COLUMNS,
    rows.map((row) => [ctx.db.ids.take(), ...row]),
  );
}

/** Adds rows of the journal in a transaction of their own. */
export async function appendJournal(db: Database, rows: readonly (readonly unknown[])[]): Promise<void> {
  await db.ids.ensure(rows.length);
  await db.append(
    'disclosure_journal',
    JOURNAL_COLUMNS,
    rows.map((row) => [db.ids.take(), ...row]),
  );
}

/** What stands in the journal for a response, but for the keys of the rows: none when nobody is in it. */
export async function journalRows(ctx: Ctx, response: DisclosedResponse): Promise<unknown[][]> {
  const keys = [...new Set(response.customerKeys)].toSorted((a, b) => a - b);
  if (keys.length === 0) return [];
  const fieldSetId = await fieldSetKey(ctx, fieldSetText(response.fieldSet));
  const rows: unknown[][] = [];
  for (let start = 0; start < keys.length; start += KEYS_IN_A_ROW) {
    const some = keys.slice(start, start + KEYS_IN_A_ROW);
    rows.push([
      response.readerId,
      response.way,
      response.purpose.slice(0, LONGEST_PURPOSE),
      fieldSetId,
      ctx.now(),
      response.requestId.slice(0, LONGEST_REQUEST_ID),
      some[0],
      some.at(-1),
      packKeys(some),
    ]);
  }
  return rows;
}

/** The key of a field set: there are few, and they never change. */
async function fieldSetKey(ctx: Ctx, text: string): Promise<number> {
  let keys = fieldSetKeys.get(ctx.db);
  if (!keys) fieldSetKeys.set(ctx.db, (keys = new Map()));
  const known = keys.get(text);
  if (known) return await known;
  const making = makeFieldSet(ctx, text);
  keys.set(text, making);
  making.catch(() => keys.delete(text));
  return await making;
}

async function makeFieldSet(ctx: Ctx, text: string): Promise<number> {
  const found = await findFieldSets(ctx.db.read, [text]);
  const made = found.has(text)
    ? found
    : await ctx.db.transaction(async (trx) => await ensureFieldSets(trx, ctx, [text]));
  const id = made.get(text);
  if (id === undefined) throw new Error('a field set that was just written is not there');
  return id;
}

const JOURNAL_COLUMNS = [
  'id',
  'reader_id',
  'way',
  'purpose',
  'field_set_id',
  'at',
  'request_id',
  'first_key',
  'last_key',
  'customers',
] as const;
