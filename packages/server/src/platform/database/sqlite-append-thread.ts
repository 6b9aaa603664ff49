/* Adds rows to the embedded database beside the request thread, which would otherwise stand still while the disk writes. */
import { parentPort, workerData } from 'node:worker_threads';
import { isBusy, openSqlite, SqliteConnection } from './sqlite-connection.ts';

/** Rows to be added by one insert statement, run for each of them in one transaction. */
export interface AppendRequest {
  readonly sql: string;
  readonly rows: readonly (readonly unknown[])[];
}

/** What the thread answers, in the order of the requests: nothing when the rows are on the disk, or the error's message. */
export interface AppendAnswer {
  readonly error?: string;
}

/** Rows are added at the end of a journal: few pages are ever touched. */
const CACHE_KIB = 2_048;
const BUSY_DEADLINE_MS = 15_000;
// As short as writers on the request thread wait, so that neither starves the other.
const RETRY_MS = 1;

const connection = new SqliteConnection(
  openSqlite(String(workerData), { readOnly: false, cacheKiB: CACHE_KIB }),
  () => {},
);
const pause = new Int32Array(new SharedArrayBuffer(4));

parentPort?.on('message', (request: AppendRequest) => {
  parentPort?.postMessage(append(request) satisfies AppendAnswer);
});

function append({ sql, rows }: AppendRequest): AppendAnswer {
  try {
    begin();
    try {
      connection.runMany(sql, rows);
      connection.run('commit', []);
    } catch (error) {
      rollBack();
      throw error;
    }
    return {};
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function begin(): void {
  const deadline = Date.now() + BUSY_DEADLINE_MS;
  for (;;) {
    try {
      return void connection.run('begin immediate', []);
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error;
      // Nothing else happens in this thread.
      Atomics.wait(pause, 0, 0, RETRY_MS);
    }
  }
}

function rollBack(): void {
  try {
    connection.run('rollback', []);
  } catch {
    // SQLite rolls back by itself on some errors (disk full).
  }
}
