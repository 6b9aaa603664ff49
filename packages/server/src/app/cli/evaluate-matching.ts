import {
  countCustomers,
  exactGroups,
  type Found,
  type LearnedModel,
  matchBeside,
  type PairScore,
  pairsOfGroups,
  readPortions,
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
  /** Of the true pairs, how many shared a block, and so were compared. */
  readonly blocking: { readonly compared: number; readonly recall: number };
  readonly clusters: PairScore & { readonly exact: number; readonly of: number };
  readonly recognition: readonly KindReport[];
  readonly seconds: { readonly read: number; readonly match: number };
  readonly peakMegabytes: number;
}

/** What was learned of customers of one kind. */
interface KindReport extends Pick<LearnedModel, 'kind' | 'blocking' | 'curve' | 'fillers'> {
  readonly records: number;
  /** How many pairs of one customer the model believes that there are. */
  readonly expectedMatches: number;
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

/** A customer in the order in which recognition looked at them. */
interface LookedAt extends CustomerRow {
  readonly id: number;
  readonly kind: string;
}

/**
 * Recognises the customers of the installation with the usual settings, and compares with the truth. With `isLink`, only pairs of rows
 * from different files count.
 */
export async function measureMatching({ ctx, signal }: CommandRun, truth: Truth, isLink: boolean): Promise<Measured> {
  const rows = await rowsOf(ctx);
  const customers: LookedAt[] = [];
  const started = performance.now();
  let read = started;
  return await matchBeside(
    {
      portions: noted(readPortions(ctx, signal), rows, customers),
      expected: await countCustomers(ctx),
      apart: [],
      ...(isLink && { sideOf: (id: number) => rows.get(id)?.source ?? 0 }),
      signal,
      onProgress: (phase) => void (phase === 'READING' && (read = performance.now())),
    },
    async (found) => {
      const time = { read: seconds(read - started), match: seconds(performance.now() - read) };
      const { pairs, blocking, clusters, groupOf } = await compareWithTruth(found, customers, truth, isLink);
      const nameAt = (place: number) => customers[place]?.name ?? '';
      const reportOf = ({ kind, blocking: blocks, curve, fillers, prior }: LearnedModel): KindReport => {
        const own = customers.filter((one) => one.kind === kind);
        return {
          kind,
          records: own.length,
          blocking: blocks,
          fillers,
          expectedMatches: Math.round(prior * countPairs(own, isLink)),
          curve,
        };
      };
      return {
        evaluation: {
          records: customers.length,
          pairs,
          blocking,
          clusters,
          recognition: found.models.map(reportOf),
          seconds: time,
          peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
        },
        groups: groupOf.map((group, own) => [nameAt(own), nameAt(group)] as const),
      };
    },
  );
}

/** Notes whom recognition looks at. */
async function* noted<Record extends { readonly id: number; readonly kind: string }>(
  portions: AsyncIterable<readonly Record[]>,
  rows: ReadonlyMap<number, CustomerRow>,
  customers: LookedAt[],
): AsyncGenerator<readonly Record[]> {
  for await (const portion of portions) {
    for (const { id, kind } of portion) customers.push({ id, kind, ...(rows.get(id) ?? { name: '', source: 0 }) });
    yield portion;
  }
}

async function compareWithTruth(
  found: Found,
  customers: readonly LookedAt[],
  { clusterOf }: Truth,
  isLink: boolean,
): Promise<Pick<Evaluation, 'pairs' | 'blocking' | 'clusters'> & { readonly groupOf: readonly number[] }> {
  const placeOf = new Map(customers.map(({ id }, place) => [id, place]));
  const place = (id: number) => placeOf.get(id) ?? 0;
  const truth = customers.map(({ id, name }) => clusterOf.get(name) ?? `unknown ${id}`);
  const together = [...Map.groupBy(customers, ({ id }) => truth[place(id)]).values()].flatMap((cluster) =>
    pairsAmong(cluster, isLink),
  );
  const truePairs = together.length;
  const compared = await found.compared(together);
  const sure: [number, number][] = [];
  for await (const portion of found.pairs())
    for (const { customerId, otherId, weight } of portion)
      if (weight >= 0) sure.push([place(customerId), place(otherId)]);
  const groupOf = customers.map(({ id }) => place(found.groups.get(id) ?? id));
  const joined = [...pairsOfGroups(groupOf)].filter(
    ([a, b]) => !isLink || customers[a]?.source !== customers[b]?.source,
  );
  const exact = exactGroups(groupOf, truth);
  return {
    pairs: scorePairs(sure, truth, truePairs),
    blocking: { compared, recall: truePairs === 0 ? 1 : compared / truePairs },
    clusters: { ...scorePairs(joined, truth, truePairs), exact: exact.found, of: exact.of },
    groupOf,
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

/** The pairs of some customers; with `isLink` only those of different files. */
function pairsAmong(customers: readonly LookedAt[], isLink: boolean): [number, number][] {
  return customers.flatMap((a, place) =>
    customers
      .slice(place + 1)
      .flatMap((b): [number, number][] => (isLink && a.source === b.source ? [] : [[a.id, b.id]])),
  );
}

/** How many pairs there are among rows; with `isLink` only those of different files. */
function countPairs(rows: readonly CustomerRow[], isLink: boolean): number {
  const among = (count: number) => (count * (count - 1)) / 2;
  const ofFiles = isLink ? [...Map.groupBy(rows, ({ source }) => source).values()] : [];
  return ofFiles.reduce((pairs, own) => pairs - among(own.length), among(rows.length));
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 10) / 100;
}
