import { join } from 'node:path';
import type { LoadResult } from './load.ts';
import type { BenchOptions } from './options.ts';
import type { Load } from './processes.ts';

/** One side of a comparison. */
export interface Side {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** File of request bodies. */
  readonly bodies: string;
  /** Processor time of the server so far, in microseconds. */
  readonly cpu: () => number;
  /** The same of what works for the server: the database, the worker. */
  readonly cpuBeside: () => number;
}

/** What a side did over all rounds. */
export interface Measurement {
  /** Median of the rounds. */
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly bytesPerAnswer: number;
  /** Processor time of the server for one answer, in microseconds: what it is whatever else the machine does. */
  readonly cpu: number;
  /** Processor time of the database and the worker for one answer, in microseconds. */
  readonly cpuBeside: number;
  readonly rounds: readonly number[];
}

// A round before the others, whose figures are thrown away: compilers and caches warm up.
const WARM_UP = 0.5;

/**
 * Asks several sides in turn, round by round, so that whatever else the machine does hits them alike.
 *
 * @throws when a side answers anything but what was asked for
 */
export async function interleave(
  load: Load,
  sides: Readonly<Record<string, Side>>,
  options: BenchOptions,
): Promise<Record<string, Measurement>> {
  const results = new Map<string, Round[]>(Object.keys(sides).map((name) => [name, []]));
  const from = new Map<string, number>();
  for (let round = 0; round <= options.rounds; round++) {
    const order = Object.entries(sides);
    if (round % 2 === 1) order.reverse();
    for (const [name, side] of order) {
      const milliseconds = options.milliseconds * (round === 0 ? WARM_UP : 1);
      const { cpu, cpuBeside, ...asked } = side;
      const before = [cpu(), cpuBeside()] as const;
      const result = await load.ask({
        ...asked,
        from: from.get(name) ?? 0,
        connections: options.connections,
        milliseconds,
      });
      from.set(name, result.asked);
      if (result.errors > 0) throw new Error(`${name} answered ${result.errors} times wrongly: ${result.sample}`);
      if (round === 0) continue;
      const spent = { cpu: cpu() - before[0], cpuBeside: cpuBeside() - before[1] };
      results.get(name)?.push({
        ...result,
        cpu: spent.cpu / result.answers,
        cpuBeside: spent.cpuBeside / result.answers,
      });
    }
  }
  return Object.fromEntries([...results].map(([name, all]) => [name, summary(all)]));
}

interface Round extends LoadResult {
  readonly cpu: number;
  readonly cpuBeside: number;
}

function summary(results: readonly Round[]): Measurement {
  const of = (read: (result: Round) => number) => median(results.map(read));
  return {
    perSecond: of(({ perSecond }) => perSecond),
    p50: of(({ p50 }) => p50),
    p95: of(({ p95 }) => p95),
    cpu: of(({ cpu }) => cpu),
    cpuBeside: of(({ cpuBeside }) => cpuBeside),
    bytesPerAnswer: of(({ bytes, answers }) => bytes / Math.max(1, answers)),
    rounds: results.map(({ perSecond }) => Math.round(perSecond)),
  };
}

/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

/** The file of a question's request bodies. */
export function bodiesOf(folder: string, name: string): string {
  return join(folder, `${name}.json`);
}
