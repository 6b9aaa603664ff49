import {
  exactGroups,
  findMatches,
  type Matches,
  type PairScore,
  pairsOfGroups,
  probabilityOf,
  readMatchRecords,
  scorePairs,
} from '../../modules/identity/index.ts';
import type { Ctx } from '../../platform/context/context.ts';
import type { CommandRun } from './command.ts';
import type { Truth } from './read-truth.ts';
import { CommandFailed } from './run-cli.ts';

/** What recognition found, against the truth. */
export interface Evaluation {
  readonly records: number;
  readonly pairs: PairScore;
  readonly clusters: PairScore & { readonly exact: number; readonly of: number };
  readonly recognition: readonly KindReport[];
  readonly seconds: { readonly read: number; readonly match: number };
  readonly peakMegabytes: number;
}

/** The same for customers of one kind. */
interface KindReport {
  readonly kind: Matches['kind'];
  readonly records: number;
  readonly blocking: Matches['blocking'];
  /** How many pairs of one customer the model believes that there are. */
  readonly expectedMatches: number;
  readonly kept: number;
  readonly toReview: number;
}

/** An evaluation, and who was recognised as one: the name of each row and of the first row of its customer. */
export interface Measured {
  readonly evaluation: Evaluation;
  readonly groups: readonly (readonly [name: string, group: string])[];
}

/** What the row of a customer is called, and which file it came from. */
interface CustomerRow {
  readonly name: string;
  readonly source: number;
}

/**
 * Recognises the customers of the installation with the usual settings, and compares with the truth. With `isLink`, only pairs of rows
 * from different files count.
 */
export async function measureMatching(run: CommandRun, { clusterOf }: Truth, isLink: boolean): Promise<Measured> {
  const rowOf = await rowsOf(run.ctx);
  const started = performance.now();
  const records = await readMatchRecords(run.ctx, run.signal);
  const read = performance.now();
  const sourceOf = ({ id }: { readonly id: number }) => rowOf.get(id)?.source ?? 0;
  const isWanted = (a: { readonly id: number }, b: { readonly id: number }) => !isLink || sourceOf(a) !== sourceOf(b);
  const found = findMatches(records, isLink ? { isPairWanted: isWanted } : {});
  const done = performance.now();

  const placeOf = new Map(records.map(({ id }, place) => [id, place]));
  const place = ({ id }: { readonly id: number }) => placeOf.get(id) ?? 0;
  const truth = records.map(({ id }) => clusterOf.get(rowOf.get(id)?.name ?? '') ?? `unknown ${id}`);
  const truePairs = [...Map.groupBy(records, (record) => truth[place(record)]).values()].reduce(
    (sum, cluster) => sum + countPairs(cluster.map(sourceOf), isLink),
    0,
  );
  const sure = found.flatMap(({ pairs }) => pairs.filter(({ weight }) => weight >= 0));
  const groupOf = records.map((_, own) => own);
  for (const { records: own, groups } of found)
    own.forEach((record, at) => (groupOf[place(record)] = place(groups[at] ?? record)));
  const isWantedAt = ([a, b]: readonly [number, number]) => {
    const [one, other] = [records[a], records[b]];
    return one !== undefined && other !== undefined && isWanted(one, other);
  };
  const joined = [...pairsOfGroups(groupOf)].filter(isWantedAt);
  const exact = exactGroups(groupOf, truth);
  const nameAt = (at: number) => rowOf.get(records[at]?.id ?? 0)?.name ?? '';
  return {
    evaluation: {
      records: records.length,
      pairs: scorePairs(
        sure.map(({ a, b }): [number, number] => [place(a), place(b)]),
        truth,
        truePairs,
      ),
      clusters: { ...scorePairs(joined, truth, truePairs), exact: exact.found, of: exact.of },
      recognition: found.map((matches) => reportOf(matches, countPairs(matches.records.map(sourceOf), isLink))),
      seconds: { read: seconds(read - started), match: seconds(done - read) },
      peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    },
    groups: groupOf.map((group, own) => [nameAt(own), nameAt(group)] as const),
  };
}

/** By customer. A row that a file says twice is one customer with two records; rows of unequal names must be two customers. */
async function rowsOf(ctx: Ctx): Promise<Map<number, CustomerRow>> {
  const records = await ctx.db.read
    .selectFrom('source_record')
    .select(['customer_id', 'external_id', 'source_id'])
    .where('retracted', '=', 0)
    .orderBy('id')
    .execute();
  const rows = new Map<number, CustomerRow>();
  for (const { customer_id, external_id, source_id: source } of records) {
    const name = external_id ?? '';
    const known = rows.get(customer_id);
    if (known && (known.name !== name || known.source !== source))
      throw new CommandFailed(`The rows ${known.name} and ${name} became one customer when they were imported.`);
    rows.set(customer_id, { name, source });
  }
  return rows;
}

/** How many pairs there are among rows of these files; with `isLink` only those of different files. */
function countPairs(sources: readonly number[], isLink: boolean): number {
  const among = (count: number) => (count * (count - 1)) / 2;
  const ofFiles = isLink ? [...Map.groupBy(sources, (source) => source).values()] : [];
  return ofFiles.reduce((pairs, own) => pairs - among(own.length), among(sources.length));
}

function reportOf({ kind, records, model, pairs, blocking }: Matches, allPairs: number): KindReport {
  return {
    kind,
    records: records.length,
    blocking,
    expectedMatches: Math.round(model.estimate.prior * allPairs),
    kept: pairs.length,
    toReview: pairs.filter(({ weight }) => probabilityOf(weight) >= 0.05 && probabilityOf(weight) < 0.95).length,
  };
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 10) / 100;
}
