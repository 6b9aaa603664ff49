import { parentPort } from 'node:worker_threads';
import { createMatcher, type Learned, type Matcher } from '../batch/matcher.ts';
import { type PackedEdges, packEdges, unpackEdges } from '../batch/edges.ts';
import type { Blocks } from '../blocking/blocks.ts';
import { areCompared } from '../blocking/candidate-pairs.ts';
import { fillersOf } from '../fillers/fillers.ts';
import { findFillers } from '../fillers/find-fillers.ts';
import type { Edge } from '../cluster/join-clusters.ts';
import { COMMON } from '../model/term-frequency.ts';
import { curveOf } from '../model/curve.ts';
import type { MatchRecord } from '../record/match-record.ts';
import { partsSharer } from '../record/share-parts.ts';
import type { Answer } from './asking.ts';
import type {
  CommonTerms,
  Compared,
  FoundPair,
  Joined,
  Kind,
  KindFillers,
  KindLearned,
  Questions,
} from './questions.ts';

/**
 * The thread's program: takes all customers in and answers questions about them. What was opened of customers stays in the memory of
 * these threads and ends with them.
 */
const share = partsSharer();
/** Records of a thread's turn: long enough that taking turns costs nothing, short enough that threads end together. */
const TURN = 500;

/** All this thread knows of the customers of one kind. */
interface OfKind {
  readonly records: MatchRecord[];
  readonly sides: number[];
  matcher?: Matcher;
  learned?: Learned;
  edges: readonly Edge[];
}

const known = new Map<Kind, OfKind>();

const answers: { [Name in keyof Questions]: (asked: Questions[Name]) => unknown } = {
  take({ records, sides }) {
    records.forEach((record, place) => {
      const own = known.get(record.kind) ?? { records: [], sides: [], edges: [] };
      known.set(record.kind, own);
      own.records.push(share(record));
      if (sides) own.sides.push(sides[place] ?? 0);
    });
  },
  fillers(): KindFillers[] {
    return [...known].map(([kind, { records }]) => ({ kind, found: findFillers(records) }));
  },
  prepare({ fillers, ...scope }) {
    for (const [kind, own] of known) {
      const found = fillers.filter((one) => one.kind === kind).flatMap((one) => one.found);
      own.matcher = createMatcher(own.records, {
        ...scope,
        fillers: fillersOf(found),
        sides: own.sides.length === 0 ? undefined : own.sides,
      });
    }
  },
  block({ kind, share: keys }): Blocks {
    return ofKind(kind).matcher.block(keys);
  },
  learn({ kind, blocks }): KindLearned {
    const { matcher, own } = ofKind(kind);
    own.learned = matcher.learn(blocks);
    const { prior, chances } = own.learned.estimate;
    const fields = matcher.comparisons.map(({ field, levels }, place) => ({
      field,
      levels: levels.map(({ name }, level) => ({
        name,
        m: chances[place]?.m[level] ?? 0,
        u: chances[place]?.u[level] ?? 0,
      })),
    }));
    return { learned: own.learned, customers: matcher.records.length, prior, fields };
  },
  terms({ kind }): CommonTerms {
    const { matcher } = ofKind(kind);
    const { names, counts } = matcher.words;
    return {
      terms: matcher.termCounts().map(({ filled, counts: all }) => ({ filled, counts: commonest(all) })),
      words: { names, counts: commonest(counts) },
    };
  },
  compare({ kind, learned, next }): Compared {
    const { matcher, own } = ofKind(kind);
    own.learned = learned;
    const found: Edge[] = [];
    const compareSome = matcher.comparing(learned, found);
    let compared = 0;
    for (;;) {
      const from = Atomics.add(next, 0, TURN);
      if (from >= matcher.records.length) return { compared, edges: packEdges(found) };
      compared += compareSome(from, Math.min(from + TURN, matcher.records.length));
    }
  },
  join({ kind, edges }): Joined {
    const { matcher, own } = ofKind(kind);
    own.edges = edges.flatMap((some: PackedEdges) => unpackEdges(some)).toSorted((x, y) => x.a - y.a || x.b - y.b);
    const groups: number[] = [];
    matcher.join(own.edges).forEach((group, place) => {
      if (group !== place) groups.push(idOf(matcher, place), idOf(matcher, group));
    });
    return {
      found: own.edges.length,
      curve: curveOf(own.edges.map(({ weight }) => weight)),
      groups: Float64Array.from(groups),
    };
  },
  compared({ kind, pairs }): number {
    const { matcher, own } = ofKind(kind);
    const placeOf = new Map(matcher.records.map(({ id }, place) => [id, place]));
    let compared = 0;
    for (let at = 0; at < pairs.length; at += 2) {
      const [a, b] = [placeOf.get(pairs[at] ?? 0), placeOf.get(pairs[at + 1] ?? 0)];
      if (a !== undefined && b !== undefined && areCompared(own.learned?.blocks ?? [], a, b)) compared += 1;
    }
    return compared;
  },
  explain({ kind, from, to }): FoundPair[] {
    const { matcher, own } = ofKind(kind);
    const { edges, learned } = own;
    if (learned === undefined) throw new Error('Nothing was learned yet.');
    return edges.slice(from, to).map(({ a, b, weight }): FoundPair => {
      const [first = 0, second = 0] = [idOf(matcher, a), idOf(matcher, b)].toSorted((x, y) => x - y);
      return { kind, customerId: first, otherId: second, weight, fields: matcher.explain(learned.estimate, a, b) };
    });
  },
};

const MOST_COMMON = 20_000;

function commonest(counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const common = [...counts].filter(([, count]) => count >= COMMON);
  return new Map(common.toSorted(([, x], [, y]) => y - x).slice(0, MOST_COMMON));
}

function ofKind(kind: Kind): { matcher: Matcher; own: OfKind } {
  const own = known.get(kind);
  if (own?.matcher === undefined) throw new Error(`Customers of kind ${kind} were not prepared.`);
  return { matcher: own.matcher, own };
}

function idOf({ records }: Matcher, place: number): number {
  return records[place]?.id ?? 0;
}

parentPort?.on('message', (question: Partial<Questions>) => {
  const post = (answer: Answer) => parentPort?.postMessage(answer);
  try {
    post({ value: answerTo(question) });
  } catch (failed) {
    post({ failed });
  }
});

function answerTo(question: Partial<Questions>): unknown {
  if (question.take) return answers.take(question.take);
  if (question.fillers) return answers.fillers(question.fillers);
  if (question.prepare) return answers.prepare(question.prepare);
  if (question.block) return answers.block(question.block);
  if (question.learn) return answers.learn(question.learn);
  if (question.terms) return answers.terms(question.terms);
  if (question.compare) return answers.compare(question.compare);
  if (question.join) return answers.join(question.join);
  if (question.compared) return answers.compared(question.compared);
  if (question.explain) return answers.explain(question.explain);
  throw new Error('There is no such question.');
}
