import { parentPort } from 'node:worker_threads';
import { findMatches } from '../batch/find-matches.ts';
import { curveOf } from '../model/curve.ts';
import { explainPair } from '../model/model.ts';
import type { MatchRecord } from '../record/match-record.ts';
import type { FoundPair, ThreadAnswer, ThreadOrder } from './matching.ts';

/**
 * The thread's program: takes customers in, finds who may be one, and gives the pairs back in portions. What was opened of customers
 * stays in this thread's memory and ends with it.
 */
const records: MatchRecord[] = [];
const PORTION = 1_000;

parentPort?.on('message', (order: ThreadOrder) => {
  if ('records' in order) records.push(...order.records);
  else answerWith(order.start.apart);
});

function answerWith(apart: readonly (readonly [number, number])[]): void {
  const post = (answer: ThreadAnswer) => parentPort?.postMessage(answer);
  for (const { kind, model, pairs, blocking, records: own } of findMatches(records, { apart })) {
    const { prior, chances } = model.estimate;
    post({
      model: {
        kind,
        customers: own.length,
        prior,
        fields: model.comparisons.map(({ field, levels }, place) => ({
          field,
          levels: levels.map(({ name }, level) => ({
            name,
            m: chances[place]?.m[level] ?? 0,
            u: chances[place]?.u[level] ?? 0,
          })),
        })),
        curve: curveOf(pairs.map(({ weight }) => weight)),
        blocking,
      },
    });
    for (let from = 0; from < pairs.length; from += PORTION) {
      const portion = pairs.slice(from, from + PORTION).map(({ a, b, weight }): FoundPair => {
        const [first, second] = a.id < b.id ? [a, b] : [b, a];
        return { kind, customerId: first.id, otherId: second.id, weight, fields: explainPair(model, a, b) };
      });
      post({ pairs: portion });
    }
  }
  post({ end: true });
}
