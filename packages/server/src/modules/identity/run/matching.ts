import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { entryUrl } from '../../../platform/process/entry-url.ts';
import type { BlockingReport, Blocks } from '../blocking/blocks.ts';
import { countFillers, type FoundFiller } from '../fillers/fillers.ts';
import type { Estimate } from '../model/estimate.ts';
import type { MatchRecord } from '../record/match-record.ts';
import type { TaughtPair } from '../review/taught-pairs.ts';
import { ahead } from './ahead.ts';
import { type AskedThread, startThread } from './asking.ts';
import type {
  CommonTerms,
  Compared,
  FoundPair,
  Joined,
  Kind,
  KindFillers,
  KindLearned,
  LearnedModel,
  Questions,
} from './questions.ts';

/** Every thread holds all customers: with more of them memory would end before time is won. */
const MOST_THREADS = 2;
/** Below so many customers a second thread costs more than it brings. */
const WORTH_A_THREAD = 20_000;
/** Most that a thread may use: 1,000,000 customers fit. */
const MEMORY_MB = 2_600;
const EXPLAINED_AT_ONCE = 500;
const LOOKED_AT_EVERY_MS = 1_000;

/** What is compared, and who wants to know how far it is. */
export interface Matching {
  readonly portions: AsyncIterable<readonly MatchRecord[]>;
  /** How many customers there are, about. */
  readonly expected: number;
  /** Keys of customers that people said are two: they are not compared, and no group joins them. */
  readonly apart: readonly (readonly [number, number])[];
  /** Pairs that people decided about: they are learned from. */
  readonly taught?: readonly TaughtPair[];
  /** The side a customer is on, when only customers of two sides may be one. */
  readonly sideOf?: (id: number) => number;
  readonly signal: AbortSignal;
  /** Told now and then, and waited for: how many customers were read, then how many were compared. */
  readonly onProgress?: (phase: 'READING' | 'COMPARING', customers: number) => Promise<void> | void;
}

/** What recognition found. Values of customers are in none of it. */
export interface Found {
  readonly models: readonly LearnedModel[];
  /** Pairs worth keeping. */
  readonly count: number;
  /** The pairs with why, in portions; each is made while the one before is in use. */
  pairs(): AsyncGenerator<readonly FoundPair[]>;
  /** How many of these pairs of customers shared a block, whatever they weighed. */
  compared(pairs: readonly (readonly [number, number])[]): Promise<number>;
  /** What single customers can be compared with later: texts that many have, among it, to be digested before it is kept. */
  readonly scorers: readonly FoundScorer[];
  /** For each customer who was joined to another, the one that their group is named by. */
  readonly groups: ReadonlyMap<number, number>;
}

/** How the customers of one kind are weighed. */
export interface FoundScorer extends CommonTerms {
  readonly kind: Kind;
  readonly estimate: Estimate;
  /** Values that stand for nothing. */
  readonly fillers: readonly FoundFiller[];
}

/**
 * Finds who may be one beside this thread, and lets `use` work with it as long as the customers are in memory.
 *
 * @throws the signal's reason when aborted, and what went wrong in a thread, memory that was not enough among it
 */
export async function matchBeside<Result>(matching: Matching, use: (found: Found) => Promise<Result>): Promise<Result> {
  const { signal } = matching;
  signal.throwIfAborted();
  const count = matching.expected < WORTH_A_THREAD ? 1 : Math.min(MOST_THREADS, availableParallelism());
  const threads = Array.from({ length: count }, () =>
    startThread(entryUrl('matching-thread', import.meta.url), MEMORY_MB),
  );
  const end = async () => void (await Promise.all(threads.map(async (thread) => await thread.end())));
  const stop = () => void end();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await use(await findAll(threads, matching));
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', stop);
    await end();
  }
}

async function findAll(threads: readonly AskedThread[], matching: Matching): Promise<Found> {
  const [leader] = threads;
  if (leader === undefined) throw new Error('There is no thread.');
  const kinds = await handOut(threads, leader, matching);
  const models: LearnedModel[] = [];
  const scorers: FoundScorer[] = [];
  const counts: [Kind, number][] = [];
  const groups = new Map<number, number>();
  for (const { kind, fillers } of kinds) {
    const blocks = await Promise.all(
      threads.map(
        async (thread, part) => await ask<Blocks>(thread, { block: { kind, share: { part, of: threads.length } } }),
      ),
    );
    const { learned, customers, prior, fields } = await ask<KindLearned>(leader, {
      learn: { kind, blocks },
    });
    const { edges, pairs } = await compare(threads, { kind, learned, customers, onProgress: matching.onProgress });
    const joined = await ask<Joined>(leader, { join: { kind, edges } });
    const blocking = { pairs, ...reportOf(blocks) };
    models.push({ kind, customers, prior, fields, curve: joined.curve, fillers: countFillers(fillers), blocking });
    counts.push([kind, joined.found]);
    const terms = await ask<CommonTerms>(leader, { terms: { kind } });
    scorers.push({ kind, estimate: learned.estimate, fillers, ...terms });
    for (let at = 0; at < joined.groups.length; at += 2) groups.set(joined.groups[at] ?? 0, joined.groups[at + 1] ?? 0);
  }
  // Only the leader explains.
  await Promise.all(threads.slice(1).map(async (thread) => await thread.end()));
  return {
    models,
    scorers,
    groups,
    count: counts.reduce((sum, [, found]) => sum + found, 0),
    async compared(pairs) {
      const keys = Float64Array.from(pairs.flat());
      const some = counts.map(async ([kind]) => await ask<number>(leader, { compared: { kind, pairs: keys } }));
      return (await Promise.all(some)).reduce((sum, one) => sum + one, 0);
    },
    pairs: () => ahead(explained(leader, counts)),
  };
}

/** All pairs of these kinds, of which each has so many, in portions. */
async function* explained(
  leader: AskedThread,
  counts: readonly (readonly [Kind, number])[],
): AsyncGenerator<readonly FoundPair[]> {
  for (const [kind, found] of counts) {
    for (let from = 0; from < found; from += EXPLAINED_AT_ONCE) {
      yield await ask<FoundPair[]>(leader, { explain: { kind, from, to: from + EXPLAINED_AT_ONCE } });
    }
  }
}

function reportOf(blocks: readonly Blocks[]): BlockingReport {
  const sum = (of: (report: BlockingReport) => number) => blocks.reduce((all, { report }) => all + of(report), 0);
  return { blocks: sum((one) => one.blocks), split: sum((one) => one.split), leftOut: sum((one) => one.leftOut) };
}

/** Gives every thread all customers. Answers the kinds of which there are at least two, with the values that stand for nothing. */
async function handOut(
  threads: readonly AskedThread[],
  leader: AskedThread,
  { portions, apart, taught, sideOf, signal, onProgress }: Matching,
): Promise<readonly { readonly kind: Kind; readonly fillers: readonly FoundFiller[] }[]> {
  const counts = new Map<Kind, number>();
  let read = 0;
  for await (const records of ahead(portions)) {
    signal.throwIfAborted();
    for (const { kind } of records) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const sides = sideOf && { sides: records.map(({ id }) => sideOf(id)) };
    await Promise.all(threads.map(async (thread) => await ask(thread, { take: { records, ...sides } })));
    read += records.length;
    await onProgress?.('READING', read);
  }
  // Every thread would find the same.
  const fillers = await ask<KindFillers[]>(leader, { fillers: {} });
  await Promise.all(threads.map(async (thread) => await ask(thread, { prepare: { apart, taught, fillers } })));
  return (['PERSON', 'ORGANISATION'] as const)
    .filter((kind) => (counts.get(kind) ?? 0) > 1)
    .map((kind) => ({ kind, fillers: fillers.find((one) => one.kind === kind)?.found ?? [] }));
}

async function compare(
  threads: readonly AskedThread[],
  {
    kind,
    learned,
    customers,
    onProgress,
  }: Pick<KindLearned, 'learned' | 'customers'> & { kind: Kind } & Pick<Matching, 'onProgress'>,
): Promise<{ edges: Compared['edges'][]; pairs: number }> {
  const next = new Int32Array(new SharedArrayBuffer(4));
  const asked = Promise.all(
    threads.map(async (thread) => await ask<Compared>(thread, { compare: { kind, learned, next } })),
  );
  const ended = asked.then(
    () => true,
    () => true,
  );
  while (!(await Promise.race([ended, sleep(LOOKED_AT_EVERY_MS, false, { ref: false })]))) {
    await onProgress?.('COMPARING', Math.min(Atomics.load(next, 0), customers));
  }
  const all = await asked;
  return { edges: all.map(({ edges }) => edges), pairs: all.reduce((sum, { compared }) => sum + compared, 0) };
}

async function ask<Value>(thread: AskedThread, question: Partial<Questions>): Promise<Value> {
  return await thread.ask<Value>(question);
}
