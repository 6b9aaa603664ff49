/* Runs long reads of the embedded database beside the request thread: node:sqlite answers synchronously. */
import { parentPort, workerData } from 'node:worker_threads';
import { openSqlite, SqliteConnection } from './sqlite-connection.ts';

/** A statement for the thread to run. */
export interface ThreadRequest {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What the thread answers: that it is up, or the rows, or the error's message. */
export type ThreadAnswer = { readonly isUp: true } | { readonly rows: unknown[] } | { readonly error: string };

const connection = new SqliteConnection(openSqlite(String(workerData), { readOnly: true }), () => {});

parentPort?.postMessage({ isUp: true } satisfies ThreadAnswer);
parentPort?.on('message', ({ sql, parameters }: ThreadRequest) => {
  try {
    parentPort?.postMessage({ rows: connection.run(sql, parameters).rows } satisfies ThreadAnswer);
  } catch (error) {
    parentPort?.postMessage({ error: String(error) } satisfies ThreadAnswer);
  }
});
