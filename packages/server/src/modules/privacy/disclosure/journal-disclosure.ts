import type { Purpose } from '@dossier/shared/privacy';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Database } from '../../../platform/database/database.ts';
import { ensureFieldSets, fieldSetText, findFieldSets } from '../field-set/field-sets.ts';
import { packKeys } from './pack-keys.ts';

const MOST_IN_ONE = 500;
const LINGER_MS = 2;
const LONGEST_REQUEST_ID = 64;

/** What a response gives away. */
export interface DisclosedResponse {
  /** The partner app that gets it. */
  readonly appId: number;
  readonly purpose: Purpose;
  /** Codes of the fields in it. */
  readonly fieldSet: readonly string[];
  /** Keys of the customers in it, in any order. */
  readonly customerKeys: readonly number[];
  readonly requestId: string;
}

interface Waiting {
  readonly values: readonly unknown[];
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

interface Queue {
  readonly waiting: Waiting[];
  readonly fieldSets: Map<string, Promise<number>>;
  busy: boolean;
}

const queues = new WeakMap<Database, Queue>();

/**
 * Writes down what a response gives away; wait for it before the response leaves. Responses that are ready at the same moment
 * are written in one transaction: for a moment, and while one is under way, others gather for the next. When it fails, nothing may leave.
 */
export async function journalDisclosure(ctx: Ctx, response: DisclosedResponse): Promise<void> {
  const keys = [...new Set(response.customerKeys)].toSorted((a, b) => a - b);
  const [first] = keys;
  if (first === undefined) return;
  const queue = queueOf(ctx.db);
  const values = [
    response.appId,
    response.purpose,
    await fieldSetKey(ctx, queue, fieldSetText(response.fieldSet)),
    ctx.now(),
    response.requestId.slice(0, LONGEST_REQUEST_ID),
    first,
    keys.at(-1) ?? first,
    packKeys(keys),
  ];
  await new Promise<void>((written, failed) => {
    queue.waiting.push({ values, written, failed });
    if (!queue.busy) void writeAll(ctx.db, queue);
  });
}

async function writeAll(db: Database, queue: Queue): Promise<void> {
  queue.busy = true;
  while (queue.waiting.length > 0) {
    // Every write costs the disk a wait and readers their warm pages; a moment lets several responses share one.
    await sleep(LINGER_MS);
    const batch = queue.waiting.splice(0, MOST_IN_ONE);
    try {
      await db.ids.ensure(batch.length);
      await db.append(
        'disclosure_journal',
        JOURNAL_COLUMNS,
        batch.map(({ values }) => [db.ids.take(), ...values]),
      );
      for (const { written } of batch) written();
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
  }
  queue.busy = false;
}

/** The key of a field set: there are few, and they never change. */
async function fieldSetKey(ctx: Ctx, queue: Queue, text: string): Promise<number> {
  const known = queue.fieldSets.get(text);
  if (known) return await known;
  const making = makeFieldSet(ctx, text);
  queue.fieldSets.set(text, making);
  making.catch(() => queue.fieldSets.delete(text));
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

function queueOf(db: Database): Queue {
  let queue = queues.get(db);
  if (!queue) queues.set(db, (queue = { waiting: [], fieldSets: new Map(), busy: false }));
  return queue;
}

const JOURNAL_COLUMNS = [
  'id',
  'app_id',
  'purpose',
  'field_set_id',
  'at',
  'request_id',
  'first_key',
  'last_key',
  'customers',
] as const;
