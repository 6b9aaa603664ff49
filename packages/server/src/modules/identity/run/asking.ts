import { JobFailed } from '../../../platform/jobs/define-job.ts';
import { startThreadWithHeap } from '../../../platform/process/thread-heap.ts';

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
  const worker = startThreadWithHeap(program, maxMemoryMb);
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
  worker.on('error', (error) => {
    if (!(error instanceof Error)) return fail(new Error(String(error)));
    // It would be too little again.
    const isTooLittle = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    fail(isTooLittle ? new JobFailed(`A thread needs more than its ${maxMemoryMb} MB of memory for this.`) : error);
  });
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
