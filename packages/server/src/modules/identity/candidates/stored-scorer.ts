import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import type { BlindIndex } from '../../../platform/crypto/blind-index/blind-index.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { blindIndex } from '../../customer/index.ts';
import { FILLER_FIELDS, type FillerField, type Fillers } from '../fillers/fillers.ts';
import { KNOWN_FILLERS } from '../fillers/known-fillers.ts';
import type { Comparison } from '../compare/comparison.ts';
import { comparisonsOf } from '../model/comparisons.ts';
import type { Estimate } from '../model/estimate.ts';
import { frequenciesOf, type MatchModel } from '../model/model.ts';
import { type Looked, type TermCounts } from '../model/term-frequency.ts';
import type { FoundScorer } from '../run/matching.ts';
import type { Kind } from '../run/questions.ts';

/** How often common texts are there: by their entries in the blind index. */
interface StoredCounts {
  readonly filled: number;
  readonly common: Readonly<Record<string, number>>;
}

interface StoredScorer {
  /** Entry of a known text: tells whether the index key is still there that the others were made with. */
  readonly probe: string;
  readonly estimate: Estimate;
  /** By comparison. */
  readonly terms: readonly StoredCounts[];
  readonly words: StoredCounts;
  /** Values that stand for nothing, as entries; by field. */
  readonly fillers: Readonly<Record<string, readonly string[]>>;
}

/** What a single customer is compared with others by. */
export interface StoredModel {
  readonly model: MatchModel;
  readonly fillers: Fillers;
}

const PROBE = 'probe';
const TERM = 'match-term';
const FILLER = 'match-filler';

/** What a run learned, as rows of `match_scorer`. Makes tens of thousands of entries, so it is done before the transaction. */
export async function toScorerRows(ctx: Ctx, runId: number, scorers: readonly FoundScorer[]): Promise<unknown[][]> {
  const blind = await blindIndex(ctx);
  return scorers.map(({ kind, estimate, terms, words, fillers }) => {
    const stored: StoredScorer = {
      probe: blind.entryOf(TERM, PROBE),
      estimate,
      terms: terms.map(({ filled, counts }, place) => ({
        filled,
        common: digested(blind, `${TERM}:${place}`, counts),
      })),
      words: { filled: words.names, common: digested(blind, `${TERM}:words`, words.counts) },
      fillers: Object.fromEntries(
        FILLER_FIELDS.map((field) => [
          field,
          fillers.filter((one) => one.field === field).map(({ value }) => blind.entryOf(`${FILLER}:${field}`, value)),
        ]),
      ),
    };
    return [kind, runId, JSON.stringify(stored)];
  });
}

/** Keeps what a run learned instead of what an earlier one did. */
export async function writeScorers(trx: Trx, rows: readonly unknown[][]): Promise<void> {
  await trx.deleteFrom('match_scorer').execute();
  await bulkInsert(trx, 'match_scorer', ['kind', 'run_id', 'learned'], rows);
}

const lastRead = new WeakMap<object, Map<Kind, { readonly runId: number; readonly stored: StoredScorer }>>();

/**
 * The model that single customers of a kind are weighed with; undefined before the first run, and when the index key or the comparisons
 * were changed since.
 */
export async function loadModel(ctx: Ctx, kind: Kind): Promise<StoredModel | undefined> {
  const stored = await readStored(ctx, kind);
  if (stored === undefined) return undefined;
  const blind = await blindIndex(ctx);
  if (!blind.candidatesOf(TERM, PROBE).includes(stored.probe)) return undefined;
  const words = { names: stored.words.filled, counts: countsOf(blind, `${TERM}:words`, stored.words).counts };
  const { estimate } = stored;
  const comparisons = comparisonsOf(kind, words);
  if (!fits(estimate, comparisons)) return undefined;
  const terms = stored.terms.map((some, place) => countsOf(blind, `${TERM}:${place}`, some));
  const model = { comparisons, estimate, frequencies: frequenciesOf(estimate, terms, comparisons) };
  return { model, fillers: new Map(FILLER_FIELDS.map((field) => [field, fillersOf(blind, field, stored)])) };
}

/** Whether this program compares as the one did that learned: after an update there are no chances until the next run. */
function fits({ chances }: Estimate, comparisons: readonly Comparison[]): boolean {
  return (
    chances.length === comparisons.length &&
    comparisons.every(({ levels }, place) => levels.length === chances[place]?.m.length)
  );
}

/** Values of a field that stand for nothing: the known ones, and those that the run found. */
function fillersOf(blind: BlindIndex, field: FillerField, stored: StoredScorer): Pick<Set<string>, 'has'> {
  const found = new Set(stored.fillers[field]);
  const has = (value: string) =>
    KNOWN_FILLERS.get(field)?.has(value) === true ||
    (found.size > 0 && blind.candidatesOf(`${FILLER}:${field}`, value).some((entry) => found.has(entry)));
  return { has };
}

async function readStored(ctx: Ctx, kind: Kind): Promise<StoredScorer | undefined> {
  const row = await ctx.db.read.selectFrom('match_scorer').select('run_id').where('kind', '=', kind).executeTakeFirst();
  if (row === undefined) return undefined;
  const cached = lastRead.get(ctx.db) ?? new Map<Kind, { runId: number; stored: StoredScorer }>();
  lastRead.set(ctx.db, cached);
  const known = cached.get(kind);
  if (known?.runId === row.run_id) return known.stored;
  const { run_id, learned } = await ctx.db.read
    .selectFrom('match_scorer')
    .select(['run_id', 'learned'])
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow();
  // Written by `toScorerRows`.
  const stored = JSON.parse(learned) as StoredScorer;
  cached.set(kind, { runId: run_id, stored });
  return stored;
}

function digested(blind: BlindIndex, kind: string, counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].map(([text, count]) => [blind.entryOf(kind, text), count]));
}

/** Counts that are looked up by text. */
function countsOf(blind: BlindIndex, kind: string, { filled, common }: StoredCounts): Looked<TermCounts> {
  const looked = new Map<string, number | undefined>();
  const get = (text: string) => {
    if (!looked.has(text)) {
      looked.set(
        text,
        blind
          .candidatesOf(kind, text)
          .map((entry) => common[entry])
          .find((count) => count !== undefined),
      );
    }
    return looked.get(text);
  };
  return { filled, counts: { get } };
}
