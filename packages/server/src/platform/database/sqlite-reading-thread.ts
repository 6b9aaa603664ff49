/* Runs long reads of the embedded database beside the request thread: node:sqlite answers synchronously. */
import { parentPort, workerData } from 'node:worker_threads';
import { openSqlite, SqliteConnection } from './sqlite-connection.ts';

/** A statement for the thread to run. */
export interface ThreadRequest {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What the thread answers: the rows, or the error's message. */
export type ThreadAnswer =
  { readonly id: number; readonly rows: unknown[] } | { readonly id: number; readonly error: string };

const connection = new SqliteConnection(openSqlite(String(workerData), { readOnly: true }), () => {});

parentPort?.on('message', ({ id, sql, parameters }: ThreadRequest) => {
  try {
    parentPort?.postMessage({ id, rows: connection.run(sql, parameters).rows } satisfies ThreadAnswer);
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) } satisfies ThreadAnswer);
  }
});
