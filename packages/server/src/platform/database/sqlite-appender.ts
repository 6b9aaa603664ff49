import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { entryUrl } from '../process/entry-url.ts';
import type { AppendAnswer, AppendRequest } from './sqlite-append-thread.ts';

const THREAD_LIMITS = { maxYoungGenerationSizeMb: 4 };

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Sends rows to a thread that writes them on a connection of its own; the thread starts with the first. */
export class SqliteAppender {
  readonly #path: string;
  #worker: Worker | undefined;
  #waiting: Waiting[] = [];

  constructor(path: string) {
    this.#path = path;
  }

  /** Resolves when the rows are on the disk; rejects when none of them is. */
  async append(request: AppendRequest): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const worker = (this.#worker ??= this.#start());
      this.#waiting.push({ resolve, reject });
      worker.postMessage(request);
    });
  }

  /** Lets what is under way come to its end, and ends the thread. */
  async close(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    while (this.#waiting.length > 0 && this.#worker === worker)
      await Promise.race([once(worker, 'message'), once(worker, 'exit')]);
    this.#fail(new Error('the appending thread stopped'));
    await worker.terminate();
  }

  #start(): Worker {
    const worker = new Worker(entryUrl('sqlite-append-thread', import.meta.url), {
      workerData: this.#path,
      resourceLimits: THREAD_LIMITS,
    });
    worker.unref();
    worker.on('message', ({ error }: AppendAnswer) => {
      const first = this.#waiting.shift();
      if (error === undefined) first?.resolve();
      else first?.reject(new Error(error));
    });
    worker.on('error', (error) => worker === this.#worker && this.#fail(error));
    worker.on('exit', () => worker === this.#worker && this.#fail(new Error('the appending thread stopped')));
    return worker;
  }

  #fail(error: unknown): void {
    this.#worker = undefined;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { reject } of waiting) reject(error instanceof Error ? error : new Error(String(error)));
  }
}
