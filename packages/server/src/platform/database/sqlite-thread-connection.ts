import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { Worker } from 'node:worker_threads';
import { entryUrl } from '../process/entry-url.ts';
import { StatementTooLong } from './engine-errors.ts';
import type { ThreadAnswer, ThreadRequest } from './sqlite-reading-thread.ts';

/** Threads that were given up and have not ended yet; with so many, nothing new is begun. */
const MOST_GIVEN_UP = 2;
/** A thread that was asked nothing for so long (ms) ends: the next read starts another in some 50 ms. */
const IDLE_MS = 10_000;
/** Rows pass through it, hardly any stay. */
const THREAD_LIMITS = { maxYoungGenerationSizeMb: 12 };

interface Read {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly asked: number;
  readonly resolve: (rows: unknown[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Sends reads to a thread that has its own read-only connection, one after the other; the thread starts with the first.
 * With a limit (ms), a read that takes longer is refused, and so is one that waited longer for its turn. SQLite cannot be
 * interrupted from Node, so the thread of such a read is given up: it ends when SQLite returns, and another takes over.
 */
export class SqliteThreadConnection implements DatabaseConnection {
  readonly #path: string;
  readonly #onStatement: () => void;
  readonly #limitMs: number;
  readonly #idleMs: number;
  readonly #waiting: Read[] = [];
  #worker: Worker | undefined;
  #isUp = false;
  #running: Read | undefined;
  #timer: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;
  #givenUp = 0;

  constructor(path: string, onStatement: () => void, limitMs = Infinity, idleMs = IDLE_MS) {
    this.#path = path;
    this.#onStatement = onStatement;
    this.#limitMs = limitMs;
    this.#idleMs = idleMs;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    this.#onStatement();
    const rows = await new Promise<unknown[]>((resolve, reject) => {
      this.#waiting.push({
        sql: query.sql,
        parameters: query.parameters,
        asked: performance.now(),
        resolve,
        reject,
      });
      this.#next();
    });
    // The row type is the caller's statement, as everywhere in Kysely.
    return { rows: rows as Row[] };
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    yield await this.executeQuery<Row>(query);
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#fail(new Error('the reading thread stopped'));
    await worker?.terminate();
  }

  #next(): void {
    while (!this.#running) {
      const read = this.#waiting.shift();
      if (!read) return this.#rest();
      const isLate = performance.now() - read.asked > this.#limitMs;
      if (isLate || this.#givenUp >= MOST_GIVEN_UP) read.reject(new StatementTooLong());
      else this.#begin(read);
    }
  }

  #begin(read: Read): void {
    clearTimeout(this.#idle);
    this.#running = read;
    const worker = (this.#worker ??= this.#start());
    if (this.#isUp) this.#watch();
    worker.postMessage({ sql: read.sql, parameters: [...read.parameters] } satisfies ThreadRequest);
  }

  #rest(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      const worker = this.#worker;
      this.#worker = undefined;
      worker?.terminate().catch(() => undefined);
    }, this.#idleMs).unref();
  }

  #watch(): void {
    if (this.#limitMs !== Infinity) this.#timer = setTimeout(() => this.#giveUp(), this.#limitMs).unref();
  }

  #start(): Worker {
    this.#isUp = false;
    const worker = new Worker(entryUrl('sqlite-reading-thread', import.meta.url), {
      workerData: this.#path,
      resourceLimits: THREAD_LIMITS,
    });
    worker.unref();
    worker.on('message', (answer: ThreadAnswer) => {
      if (worker !== this.#worker) return;
      if ('isUp' in answer) {
        this.#isUp = true;
        return this.#watch();
      }
      const read = this.#ended();
      if ('rows' in answer) read?.resolve(answer.rows);
      else read?.reject(new Error(answer.error));
      this.#next();
    });
    worker.on('error', (error) => worker === this.#worker && this.#fail(asError(error)));
    worker.on('exit', () => worker === this.#worker && this.#fail(new Error('the reading thread stopped')));
    return worker;
  }

  #ended(): Read | undefined {
    clearTimeout(this.#timer);
    const read = this.#running;
    this.#running = undefined;
    return read;
  }

  #giveUp(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#givenUp++;
    const gone = () => void this.#givenUp--;
    worker?.terminate().then(gone, gone);
    this.#ended()?.reject(new StatementTooLong());
    this.#next();
  }

  #fail(error: Error): void {
    this.#worker = undefined;
    this.#ended()?.reject(error);
    for (const read of this.#waiting.splice(0)) read.reject(error);
  }
}

const asError = (thrown: unknown) => (thrown instanceof Error ? thrown : new Error(String(thrown)));
