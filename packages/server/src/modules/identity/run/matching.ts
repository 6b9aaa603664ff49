import { Worker } from 'node:worker_threads';
import { entryUrl } from '../../../platform/process/entry-url.ts';
import type { BlockingReport } from '../blocking/candidate-pairs.ts';
import type { CurvePoint } from '../model/curve.ts';
import type { FieldWeight } from '../model/model.ts';
import type { MatchRecord } from '../record/match-record.ts';

/** Most that the thread may use: 1,000,000 customers fit. */
const MEMORY_MB = 5_000;

/** A pair as it is kept. */
export interface FoundPair {
  readonly kind: MatchRecord['kind'];
  readonly customerId: number;
  readonly otherId: number;
  readonly weight: number;
  readonly fields: readonly FieldWeight[];
}

/** A model as it is kept: chances by field and level, and what thresholds are expected to give. */
export interface LearnedModel {
  readonly kind: MatchRecord['kind'];
  readonly customers: number;
  readonly prior: number;
  readonly fields: readonly {
    readonly field: string;
    readonly levels: readonly { readonly name: string; readonly m: number; readonly u: number }[];
  }[];
  readonly curve: readonly CurvePoint[];
  readonly blocking: BlockingReport;
}

/** What the thread is told. */
export type ThreadOrder =
  | { readonly records: readonly MatchRecord[] }
  | { readonly start: { readonly apart: readonly (readonly [number, number])[] } };

/** What the thread answers. */
export type ThreadAnswer =
  { readonly model: LearnedModel } | { readonly pairs: readonly FoundPair[] } | { readonly end: true };

/** Everything one run found. */
export interface Found {
  readonly models: readonly LearnedModel[];
  readonly pairs: readonly FoundPair[];
}

/**
 * Finds who may be one beside this thread, within a bound of memory: too little of it ends the thread, not the process.
 *
 * @throws the signal's reason when aborted, and the thread's error
 */
export async function matchBeside(
  portions: AsyncIterable<readonly MatchRecord[]>,
  apart: readonly (readonly [number, number])[],
  signal: AbortSignal,
): Promise<Found> {
  signal.throwIfAborted();
  const worker = new Worker(entryUrl('matching-thread', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const order = (message: ThreadOrder) => worker.postMessage(message);
  const models: LearnedModel[] = [];
  const pairs: FoundPair[] = [];
  const ended = Promise.withResolvers<void>();
  worker.on('message', (answer: ThreadAnswer) => {
    if ('model' in answer) models.push(answer.model);
    else if ('pairs' in answer) pairs.push(...answer.pairs);
    else ended.resolve();
  });
  worker.on('error', ended.reject);
  worker.on('exit', () => ended.reject(new Error('The matching thread ended before its work.')));
  const stop = () => ended.reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const records of portions) {
      signal.throwIfAborted();
      order({ records });
    }
    order({ start: { apart } });
    await ended.promise;
    return { models, pairs };
  } finally {
    signal.removeEventListener('abort', stop);
    ended.promise.catch(() => {});
    await worker.terminate();
  }
}
