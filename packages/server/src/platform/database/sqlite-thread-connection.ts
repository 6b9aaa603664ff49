import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { Worker } from 'node:worker_threads';
import { entryUrl } from '../process/entry-url.ts';
import type { ThreadAnswer } from './sqlite-reading-thread.ts';

interface Pending {
  readonly resolve: (rows: unknown[]) => void;
  readonly reject: (error: Error) => void;
}

/** Sends reads to a thread that has its own read-only connection; the thread starts with the first read. */
export class SqliteThreadConnection implements DatabaseConnection {
  readonly #path: string;
  readonly #onStatement: () => void;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #nextId = 1;

  constructor(path: string, onStatement: () => void) {
    this.#path = path;
    this.#onStatement = onStatement;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    this.#onStatement();
    const worker = this.#start();
    const id = this.#nextId++;
    const rows = await new Promise<unknown[]>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      worker.postMessage({ id, sql: query.sql, parameters: [...query.parameters] });
    });
    // The row type is the caller's statement, as everywhere in Kysely.
    return { rows: rows as Row[] };
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    yield await this.executeQuery<Row>(query);
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(entryUrl('sqlite-reading-thread', import.meta.url), { workerData: this.#path });
    worker.unref();
    worker.on('message', (answer: ThreadAnswer) => {
      const pending = this.#pending.get(answer.id);
      this.#pending.delete(answer.id);
      if ('rows' in answer) pending?.resolve(answer.rows);
      else pending?.reject(new Error(answer.error));
    });
    worker.on('error', (error) => this.#fail(error));
    worker.on('exit', () => this.#fail(new Error('the reading thread stopped')));
    this.#worker = worker;
    return worker;
  }

  #fail(error: Error): void {
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
    this.#worker = undefined;
  }
}
