import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.ts';
import { readTableShapes } from '../../platform/database/table-shapes.ts';
import type { TestApp } from '../testing/test-app.ts';

/** What an installation was made with, as far as it differs from the other by chance alone. */
export interface Made {
  /** Whether a text is an id of something that was not there at first. */
  readonly isNew: (text: string) => boolean;
  /** Keyed digests. */
  readonly keyed: ReadonlySet<string>;
}

const known = new WeakMap<TestApp, Promise<Made>>();
const AN_ID = /^[a-z]{3}_.{22}$/;

/** What an installation was made with; read once, before anything is asked. */
export async function madeIn(app: TestApp): Promise<Made> {
  const reading = known.get(app) ?? readMade(app);
  known.set(app, reading);
  return await reading;
}

async function readMade(app: TestApp): Promise<Made> {
  const keys = await keysIn(app.services.db);
  const seen = new Map<string, boolean>();
  // Keys made by an operation are not the same in both: a server may let a transaction run again, which takes further ones, and
  // keys are set aside in blocks. What an operation makes is undone, so what was there at first is all that is there.
  function isNew(text: string): boolean {
    if (!AN_ID.test(text)) return false;
    const before = seen.get(text);
    if (before !== undefined) return before;
    const decoded = app.services.publicIds.decodeAny(text);
    const is = decoded !== undefined && !keys.has(decoded.id);
    seen.set(text, is);
    return is;
  }
  return { isNew, keyed: await keyedDigests(app.services.db) };
}

async function keysIn(db: Database): Promise<ReadonlySet<number>> {
  const keys = new Set<number>();
  for (const { name, columns } of await readTableShapes(db.heavy, db.address.engine)) {
    if (!columns.some((column) => column.name === 'id')) continue;
    const { rows } = await sql<{ id: number }>`select id from ${sql.table(name)}`.execute(db.heavy);
    for (const { id } of rows) keys.add(Number(id));
  }
  // The log names what is gone, too.
  const named = await db.heavy.selectFrom('audit_entry').select('object_id').distinct().execute();
  for (const { object_id } of named) if (object_id !== null) keys.add(object_id);
  return keys;
}

// They differ with what they were made of and with the installation; they tell nothing to whoever has not the key. Plain ones would,
// and are compared.
async function keyedDigests(db: Database): Promise<ReadonlySet<string>> {
  const rows = await db.heavy.selectFrom('audit_entry').select(['detail', 'hash']).execute();
  return new Set(
    rows.flatMap(({ detail, hash }) => {
      const { digest } = JSON.parse(detail ?? '{}') as { digest?: string };
      // The hash of an entry is made of what it says, that digest included.
      return [...(digest === undefined ? [] : [digest]), ...(hash === null ? [] : [hash])];
    }),
  );
}
