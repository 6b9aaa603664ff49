import { Worker } from 'node:worker_threads';

/** What a thread answers to one question. */
export type Answer = { readonly value: unknown } | { readonly failed: unknown };

/** A thread that answers questions in the order they are asked. */
export interface AskedThread {
  /** @throws what went wrong in the thread, also when it ended, or was ended, before it answered */
  ask<Value>(question: unknown): Promise<Value>;
  end(): Promise<void>;
}

/** Starts a thread within a bound of memory: too little of it ends the thread, not the process. */
export function startThread(program: URL, maxMemoryMb: number): AskedThread {
  const worker = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb } });
  const waiting: PromiseWithResolvers<unknown>[] = [];
  let ended: Error | undefined;
  const fail = (error: Error) => {
    ended ??= error;
    for (const { reject } of waiting.splice(0)) reject(ended);
  };
  worker.on('message', (answer: Answer) => {
    const asked = waiting.shift();
    if ('failed' in answer) asked?.reject(answer.failed);
    else asked?.resolve(answer.value);
  });
  worker.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', () => fail(new Error('The thread ended before its work.')));
  return {
    ask: async <Value>(question: unknown) => {
      if (ended) throw ended;
      const asked = Promise.withResolvers<Value>();
      // What was asked is what is answered: both sides are of one program.
      waiting.push(asked as PromiseWithResolvers<unknown>);
      worker.postMessage(question);
      return await asked.promise;
    },
    end: async () => void (await worker.terminate()),
  };
}
