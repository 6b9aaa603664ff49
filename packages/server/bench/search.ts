import { openStage } from './ask.ts';
import type { BenchOptions, Engine } from './options.ts';
import { interleave, type Measurement } from './rounds.ts';
import { createTarget } from './target.ts';

/** Searches and pages at one number of customers. */
export interface SearchAt {
  readonly customers: number;
  readonly phone: Measurement;
  readonly pair: Measurement;
  /** The floor's scan for the same two characters. */
  readonly scan: Measurement;
  readonly firstPage: Measurement;
  readonly deepPage: Measurement;
}

/** How searching depends on the number of customers. */
export interface SearchFigures {
  readonly small: SearchAt;
  readonly large: SearchAt;
}

const SMALL = 10_000;
const MILLION = 1_000_000;

/** Measures searches at 10,000 customers and at the number asked for, or a million. */
export async function measureSearch(
  engine: Engine,
  options: BenchOptions,
  say: (text: string) => void,
): Promise<SearchFigures> {
  const small = await measureAt(engine, Math.min(SMALL, options.customers / 5), options, say);
  const large = await measureAt(engine, options.million ? MILLION : options.customers, options, say);
  return { small, large };
}

async function measureAt(
  engine: Engine,
  customers: number,
  options: BenchOptions,
  say: (text: string) => void,
): Promise<SearchAt> {
  const target = await createTarget(engine, options);
  try {
    say(`filling ${customers} customers on ${engine} for searches …`);
    const stage = await openStage(target, customers, 'bare', options);
    const brief = { ...options, rounds: Math.min(3, options.rounds), milliseconds: options.milliseconds / 2 };
    const ours = (name: string) => stage.side('ours', name);
    const found = await interleave(
      stage.load,
      { phone: ours('phone'), pair: ours('pair'), scan: stage.side('floor', 'pair') },
      brief,
    );
    const paged = await interleave(stage.load, { first: ours('first-page'), deep: ours('deep-page') }, brief);
    await stage.close();
    const of = (from: Record<string, Measurement>, name: string): Measurement => {
      const measured = from[name];
      if (!measured) throw new Error(`${name} was not measured`);
      return measured;
    };
    return {
      customers,
      phone: of(found, 'phone'),
      pair: of(found, 'pair'),
      scan: of(found, 'scan'),
      firstPage: of(paged, 'first'),
      deepPage: of(paged, 'deep'),
    };
  } finally {
    await target.drop();
  }
}
