import { matchBeside } from '../../modules/identity/run/matching.ts';
import type { FoundScorer } from '../../modules/identity/run/matching.ts';
import type { LearnedModel } from '../../modules/identity/run/questions.ts';
import { readPortions } from '../../modules/identity/batch/read-records.ts';
import { toScorerRows, writeScorers } from '../../modules/identity/candidates/stored-scorer.ts';
import { bulkInsert } from '../../platform/database/bulk-insert.ts';
import type { Ctx } from '../../platform/context/context.ts';
import { systemContext } from '../../platform/testing/test-context.ts';
import type { TestApp } from '../testing/test-app.ts';
import { OTHER } from '../access-oracle/world.fixture.ts';
import { isPerson, type Which } from './told.fixture.ts';

/** What a run of recognition learned from customers. */
export interface Learned {
  readonly models: readonly LearnedModel[];
  readonly scorers: readonly FoundScorer[];
}

/** A customer, and what of it differs between the two installations. */
export interface Recognised {
  readonly id: string;
  readonly index: number;
  readonly isExtra: boolean;
  readonly hides: { readonly personal: boolean; readonly internal: boolean };
}

/** Keys of what recognition wrote: the same in both, and far from those of all else. */
const RUNS = [9_000_001, 9_000_002] as const;
const PAIRS = 9_100_000;
const CLUSTERS = 9_200_000;
const FOUND_AT = Date.UTC(2026, 2, 4);
const DAY = 86_400_000;

/** Learns from the customers of an installation, and writes nothing. */
export async function learn(app: TestApp): Promise<Learned> {
  const ctx = systemContext(app.services);
  const { signal } = new AbortController();
  const portions = readPortions(ctx, signal);
  return await matchBeside({ portions, expected: 20, apart: [], signal }, async ({ models, scorers }) => ({
    models,
    scorers,
  }));
}

/**
 * Writes what runs of recognition found. What they learned of all together is the same in both, as it nearly is of many; how many
 * there are, and how alike hidden values are, is not.
 */
export async function recognise(
  app: TestApp,
  of: { readonly which: Which; readonly learned: Learned; readonly seesAll: boolean },
  everyone: readonly Recognised[],
): Promise<void> {
  const ctx = systemContext(app.services);
  const scorers = await toScorerRows(ctx, RUNS[1], of.learned.scorers);
  const more = of.which === 'B' && !of.seesAll ? 1 : 0;
  // Those who are in B alone come last, so that all others have the same keys in both.
  const alike = [0, 1]
    .flatMap((kind) => {
      const some = everyone.filter(({ index }) => isPerson(index) === (kind === 0));
      return some.flatMap((one, place) => [1, 2].flatMap((on) => pairOf(one, some[place + on])));
    })
    .filter(({ one, other }) => of.which === 'B' || !(one.isExtra || other.isExtra))
    .toSorted((x, y) => Number(isOfB(x)) - Number(isOfB(y)));
  await app.services.db.transaction(async (trx) => {
    await writeScorers(trx, scorers);
    for (const [place, id] of RUNS.entries()) {
      const at = FOUND_AT - (1 - place) * DAY;
      const figures = { expected: 40 + more, handled: 40 + more, customers: 40 + more, compared: 90 + more };
      await trx
        .insertInto('match_run')
        .values({
          id,
          job_id: 1,
          actor_id: OTHER,
          started_at: at,
          finished_at: at + 1e3,
          phase: 'DONE',
          ...figures,
          split_blocks: more,
          left_out_blocks: more,
          found: alike.length + more,
        })
        .execute();
      await bulkInsert(
        trx,
        'match_model',
        ['run_id', 'kind', 'customers', 'prior', 'chances', 'curve', 'fillers'],
        of.learned.models.map(({ kind, customers, prior, fields, curve }) => [
          id,
          kind,
          customers + more,
          String(prior * (1 + more)),
          JSON.stringify(fields.map((one) => ({ ...one, levels: moved(one.levels, place + more) }))),
          JSON.stringify(curve.map((point) => ({ ...point, pairs: point.pairs + more }))),
          JSON.stringify([{ field: 'PHONE', values: 1, customers: 10 + more }]),
        ]),
      );
    }
    for (const [place, { one, other }] of alike.entries()) {
      const [low, high] = [keyOf(ctx, one), keyOf(ctx, other)].toSorted((x, y) => x - y);
      const isHidden = of.which === 'B' && (one.hides.personal || other.hides.personal);
      const isSecret = of.which === 'B' && (one.hides.internal || other.hides.internal);
      const state = (['OPEN', 'NOT_SAME', 'OPEN', 'LATER', 'SAME'] as const)[place % 5] ?? 'OPEN';
      await trx
        .insertInto('match_pair')
        .values({
          customer_id: low ?? 0,
          other_id: high ?? 0,
          id: PAIRS + place,
          run_id: RUNS[1],
          kind: isPerson(one.index) ? 'PERSON' : 'ORGANISATION',
          weight: 9e3 + place + (isHidden ? -2e3 : 0),
          open_weight: 9e3 + place + (isHidden ? -2e3 : 0),
          fields: JSON.stringify([
            ['PHONE', isHidden ? 'DIFFERENT' : 'EXACT', isHidden ? -1e3 : 7e3, 500],
            ['GIVEN_NAME', 'EXACT', 4e3, 100],
          ]),
          state: isSecret && state === 'OPEN' ? 'LATER' : state,
          ...(state === 'OPEN'
            ? {
                decided_by: null,
                decided_at: null,
                reason: null,
              }
            : {
                decided_by: OTHER,
                decided_at: FOUND_AT + DAY,
                reason: isSecret ? 'Brave guess' : 'Acute guess',
              }),
          found_at: FOUND_AT,
          version: 1,
        })
        .execute();
      const cluster = CLUSTERS + place;
      await trx
        .insertInto('match_cluster')
        .values({
          id: cluster,
          run_id: RUNS[1],
          kind: isPerson(one.index) ? 'PERSON' : 'ORGANISATION',
          members: 2,
          weakest: 9e3 + (isHidden ? -2e3 : 0),
          operation_key: null,
          ...(place % 2 === 0
            ? {
                state: 'REVIEW',
                why: 'WEAK_LINK',
              }
            : {
                state: 'MERGE',
                why: null,
              }),
        })
        .execute();
      for (const end of [low ?? 0, high ?? 0])
        await trx.insertInto('match_member').values({ cluster_id: cluster, customer_id: end }).execute();
    }
    await trx
      .insertInto('match_plan')
      .values({
        run_id: RUNS[1],
        policy_version: 1,
        merge_from: '0.99',
        state: 'DECLINED',
        made_at: FOUND_AT,
        decided_by: OTHER,
        decided_at: FOUND_AT + DAY,
        job_id: null,
      })
      .execute();
  });
}

/** Ids of what recognition wrote. */
export function recognisedIds(ctx: Pick<Ctx, 'publicIds'>): { readonly mrn: string[]; readonly mpr: string[] } {
  return {
    mrn: RUNS.map((id) => ctx.publicIds.encode('mrn', id)),
    mpr: Array.from({ length: 12 }, (_, place) => ctx.publicIds.encode('mpr', PAIRS + place * 3)),
  };
}

interface Alike {
  readonly one: Recognised;
  readonly other: Recognised;
}
const pairOf = (one: Recognised, other: Recognised | undefined): Alike[] =>
  other === undefined ? [] : [{ one, other }];
const isOfB = ({ one, other }: Alike) => one.isExtra || other.isExtra;

const moved = (levels: LearnedModel['fields'][number]['levels'], by: number) =>
  levels.map((level, place) => ({ ...level, m: place === 0 ? level.m / (1 + by / 10) : level.m }));

const keyOf = (ctx: Ctx, { id }: { id: string }): number => ctx.publicIds.decode('cus', id) ?? 0;
