import { GraphQLError } from 'graphql';
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ctx } from '../../platform/context/context.ts';
import type { Database } from '../../platform/database/database.ts';
import { readTableShapes } from '../../platform/database/table-shapes.ts';
import type { TestApp } from '../testing/test-app.ts';
import type { Operation } from './generate-operation.ts';

/** Longer than any statement here takes. */
const SETTLED_MS = 10;

/** What somebody learns from an operation: the answer, and how many statements it took. */
export interface Outcome {
  readonly text: string;
  readonly statements: number;
  /** The coordinates that were refused, and the root fields; empty when it ran. */
  readonly refused: readonly string[];
  /** Where to go on, by the name of the list in the answer. */
  readonly cursors: readonly string[];
}

/** Runs an operation as somebody; what it changes is undone, so that the next one meets the same installation. */
export async function outcomeOf(app: TestApp, ctx: Ctx, operation: Operation): Promise<Outcome> {
  const isNew = await newKeysOf(app);
  const keyed = await keyedDigestsOf(app);
  const db = undoing(ctx.db);
  const before = ctx.db.statementCount();
  const own: Ctx = { ...ctx, db };
  const answer = await answerOf(app, own, operation);
  // When an error took an object, whether the fields beside it were read before is chance.
  const isCut = (answer.errors ?? []).some(({ path }) => path !== undefined);
  const statements = isCut ? 0 : ctx.db.statementCount() - before;
  const withheld = isCut ? [] : [...own.access.withheld.values()];
  const cursors: string[] = [];
  const text = JSON.stringify({ ...answer, withheld }, (key, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (isNew(value)) return 'a new id';
    if (keyed.has(value)) return 'a keyed digest';
    if (!/cursor/i.test(key)) return value;
    cursors.push(value);
    return sealedOnly(value);
  });
  return { text, statements, refused: refusedIn(answer.errors ?? []), cursors };
}

async function answerOf(app: TestApp, ctx: Ctx, { document, variables }: Operation) {
  try {
    const { data, errors } = await app.execute(ctx, document, { ...variables });
    return { data, errors };
  } catch (error) {
    if (error instanceof GraphQLError) throw new Error(`not valid: ${error.message}\n${document}`, { cause: error });
    throw error;
  }
}

// Sealed with a nonce, a cursor is another one each time, but never longer or shorter for what nobody may know. One that can be
// read is compared as it is.
function sealedOnly(cursor: string): string {
  const opened = Buffer.from(cursor, 'base64url').toString('utf8');
  return opened.includes('\uFFFD') ? `sealed, ${cursor.length}` : opened;
}

function refusedIn(errors: readonly GraphQLError[]): string[] {
  return errors.flatMap(({ extensions, path }) => {
    if (extensions['code'] !== 'FORBIDDEN') return [];
    const coordinates = extensions['coordinates'];
    // Our own refusal: a list of texts. A rule of a root field names only where it stands.
    if (Array.isArray(coordinates)) return coordinates.map(String);
    return path?.length === 1 ? [String(path[0]).replace(/_\d+$/, '')] : [];
  });
}

/** Waits until nothing reads any more what an operation before, of which one field failed, left to be read. */
export async function nothingRuns(db: Database): Promise<void> {
  for (let count = -1; count !== db.statementCount();) {
    count = db.statementCount();
    await sleep(SETTLED_MS);
  }
}

const known = new WeakMap<TestApp, Promise<ReadonlySet<number>>>();

// Keys made by an operation are not the same in both: a server may let a transaction run again, which takes further ones, and
// keys are set aside in blocks. What an operation makes is undone, so what was there at first is all that is there.
async function newKeysOf(app: TestApp): Promise<(value: string) => boolean> {
  const reading = known.get(app) ?? keysIn(app.services.db);
  known.set(app, reading);
  const keys = await reading;
  return (value) => {
    const decoded = app.services.publicIds.decodeAny(value);
    return decoded !== undefined && !keys.has(decoded.id);
  };
}

async function keysIn(db: Database): Promise<ReadonlySet<number>> {
  const keys = new Set<number>();
  for (const { name, columns } of await readTableShapes(db.heavy, db.address.engine)) {
    if (!columns.some((column) => column.name === 'id')) continue;
    const { rows } = await sql<{ id: number }>`select id from ${sql.table(name)}`.execute(db.heavy);
    for (const { id } of rows) keys.add(Number(id));
  }
  return keys;
}

const digests = new WeakMap<TestApp, Promise<ReadonlySet<string>>>();

// Keyed digests differ with what they were made of and with the installation; they tell nothing to whoever has not the key. Plain
// ones would, and are compared.
async function keyedDigestsOf(app: TestApp): Promise<ReadonlySet<string>> {
  const reading = digests.get(app) ?? readDigests(app.services.db);
  digests.set(app, reading);
  return await reading;
}

async function readDigests(db: Database): Promise<ReadonlySet<string>> {
  const rows = await db.heavy.selectFrom('audit_entry').select(['detail', 'hash']).execute();
  return new Set(
    rows.flatMap(({ detail, hash }) => {
      const { digest } = JSON.parse(detail ?? '{}') as { digest?: string };
      // The hash of an entry is made of what it says, that digest included.
      return [...(digest === undefined ? [] : [digest]), ...(hash === null ? [] : [hash])];
    }),
  );
}

class Undone extends Error {}

function undoing(db: Database): Database {
  return {
    ...db,
    transaction: async (work) => {
      const done: { value?: Awaited<ReturnType<typeof work>> } = {};
      try {
        await db.transaction(async (trx) => {
          done.value = await work(trx);
          throw new Undone();
        });
      } catch (error) {
        if (!(error instanceof Undone)) throw error;
      }
      // It was set before Undone was thrown.
      return done.value as Awaited<ReturnType<typeof work>>;
    },
  };
}
