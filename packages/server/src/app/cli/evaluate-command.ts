import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { migrateDatabase } from '../migrate-database.ts';
import { type AddCommands, type Answer, type CommandRun, examples } from './command.ts';
import { importFile } from './import-file.ts';
import { type ColumnMeaning, meaningsOf } from './import-options.ts';
import { openInstallation, readCommandConfig } from './open-services.ts';
import { CommandFailed } from './run-cli.ts';
import { readTruth, type Truth } from './read-truth.ts';

interface EvaluateOptions {
  readonly truth: string;
  readonly mapping?: string;
  readonly database?: string;
  readonly groups?: string;
}

/** `dossier evaluate matching …` */
export const addEvaluateCommands: AddCommands = (program, _within, outside) => {
  const evaluate = program
    .command('evaluate')
    .description('measure this program on data whose right answer is known')
    .addHelpText('after', examples(['evaluate matching people.csv --truth people.truth.csv', 'duplicates in a file']));
  evaluate
    .command('matching')
    .argument('<file>', 'customers, one a row, with a column that names each row')
    .argument('[other]', 'a second file, to find the customers of the one in the other')
    .requiredOption('--truth <file>', 'CSV of the same names and, in its second column, whose customer each row is')
    .option(
      '--mapping <file>',
      'what the columns mean: lines column=FIELD, or JSON { "column": "FIELD" }; suggested when left out',
    )
    .option('--database <url>', 'an empty database to work in; a new embedded one when left out')
    .option('--groups <file>', 'where to write who was recognised as one: each row and the first row of its customer')
    .description('import into a throw-away database, recognise with the usual settings, and compare with the truth')
    .addHelpText(
      'after',
      examples(
        ['evaluate matching people.csv --truth people.truth.csv', 'duplicates within one file'],
        ['evaluate matching a.csv b.csv --truth truth.csv --json', 'the same people in two files'],
      ),
    )
    .action(
      async (file: string, other: string | undefined, options: EvaluateOptions) =>
        await outside(
          async (run) => await evaluateMatching(run, other === undefined ? [file] : [file, other], options),
        ),
    );
};

async function evaluateMatching(
  run: Parameters<Parameters<Parameters<AddCommands>[2]>[0]>[0],
  files: readonly string[],
  options: EvaluateOptions,
): Promise<Answer> {
  for (const file of [...files, options.truth, ...(options.mapping ? [options.mapping] : [])])
    if (!existsSync(file)) throw new CommandFailed(`There is no file ${file}.`, 'NOT_FOUND');
  const truth = readTruth(readFileSync(options.truth, 'utf8'));
  const meanings = options.mapping ? meaningsOf(readFileSync(options.mapping, 'utf8')) : [];
  const folder = await mkdtemp(join(tmpdir(), 'dossier-evaluate-'));
  try {
    const config = readCommandConfig({
      DOSSIER_DATA: folder,
      DOSSIER_KEYS: join(folder, 'keys'),
      DATABASE_URL: options.database ?? `sqlite:${join(folder, 'evaluate.db')}`,
    });
    const { ctx, services } = await openInstallation(config);
    try {
      await migrateDatabase(services);
      const scratch: CommandRun = { ...run, config, ctx, services };
      for (const [place, file] of files.entries())
        await importRows(scratch, file, `file-${place + 1}`, truth.column, meanings);
      return await measure(scratch, truth, files.length > 1, options.groups);
    } finally {
      await services.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function importRows(
  run: CommandRun,
  file: string,
  source: string,
  idColumn: string,
  meanings: readonly ColumnMeaning[],
): Promise<void> {
  const map = [
    { column: idColumn, target: 'EXTERNAL_ID' as const },
    ...meanings.filter(({ column }) => column !== idColumn),
  ];
  await importFile(run, file, { source, map, keys: false, header: true, kind: 'CUSTOMERS' });
}

async function measure(run: CommandRun, truth: Truth, isLink: boolean, file?: string): Promise<Answer> {
  const rows = await rowsOf(run.ctx);
  const sideOf = (id: number) => rows.get(id)?.source ?? 0;
  const started = performance.now();
  let read = started;
  const ids: number[] = [];
  return await matchBeside(
    {
      portions: noted(readPortions(run.ctx, run.signal), ids),
      expected: await countCustomers(run.ctx),
      apart: [],
      ...(isLink && { sideOf }),
      signal: run.signal,
      onProgress: (phase) => void (phase === 'READING' && (read = performance.now())),
    },
    async (found) => {
      const time = { read: seconds(read - started), match: seconds(performance.now() - read) };
      const scored = await compareWithTruth(found, ids, rows, truth, isLink);
      if (file !== undefined) await writeFile(file, groupsText(truth.column, scored.groupOf, scored.nameOf));
      const data = {
        records: ids.length,
        pairs: scored.pairs,
        clusters: scored.clusters,
        recognition: found.models.map(reportOf),
        seconds: time,
        peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
      };
      return { text: textOf(data), data };
    },
  );
}

/** Notes whom recognition looked at, in their order. */
async function* noted<Row extends { readonly id: number }>(
  portions: AsyncIterable<readonly Row[]>,
  ids: number[],
): AsyncGenerator<readonly Row[]> {
  for await (const portion of portions) {
    for (const { id } of portion) ids.push(id);
    yield portion;
  }
}

async function compareWithTruth(
  found: Found,
  ids: readonly number[],
  rows: ReadonlyMap<number, { name: string; source: number }>,
  { clusterOf }: Truth,
  isLink: boolean,
) {
  const placeOf = new Map(ids.map((id, place) => [id, place]));
  const place = (id: number) => placeOf.get(id) ?? 0;
  const nameOf = (at: number) => rows.get(ids[at] ?? 0)?.name ?? '';
  const sources = ids.map((id) => rows.get(id)?.source ?? 0);
  const truth = ids.map((id, at) => clusterOf.get(nameOf(at)) ?? `unknown ${id}`);
  const truePairs = countTruePairs(truth, sources, isLink);
  const sure: [number, number][] = [];
  for await (const portion of found.pairs())
    for (const { customerId, otherId, weight } of portion)
      if (weight >= 0) sure.push([place(customerId), place(otherId)]);
  const groupOf = ids.map((id) => place(found.groups.get(id) ?? id));
  const joined = [...pairsOfGroups(groupOf)].filter(([a, b]) => !isLink || sources[a] !== sources[b]);
  const exact = exactGroups(groupOf, truth);
  return {
    nameOf,
    groupOf,
    pairs: scorePairs(sure, truth, truePairs),
    clusters: { ...scorePairs(joined, truth, truePairs), exact: exact.found, of: exact.of },
  };
}

/** In the form of a truth file: each row, and the first row of the customer it was recognised as. */
function groupsText(column: string, groupOf: readonly number[], nameOf: (place: number) => string): string {
  const lines = groupOf.map((group, own) => `${nameOf(own)},${nameOf(group)}`);
  return `${[`${column},group`, ...lines].join('\n')}\n`;
}

/** What each customer's row is called, and which file it came from. */
async function rowsOf(ctx: Ctx): Promise<Map<number, { name: string; source: number }>> {
  const rows = await ctx.db.read
    .selectFrom('source_record')
    .select(['customer_id', 'external_id', 'source_id'])
    .execute();
  return new Map(rows.map((row) => [row.customer_id, { name: row.external_id ?? '', source: row.source_id }]));
}

function countTruePairs(truth: readonly string[], sources: readonly number[], isLink: boolean): number {
  const sizes = new Map<string, Map<number, number>>();
  truth.forEach((cluster, place) => {
    const ofCluster = sizes.get(cluster) ?? new Map<number, number>();
    const source = sources[place] ?? 0;
    ofCluster.set(source, (ofCluster.get(source) ?? 0) + 1);
    sizes.set(cluster, ofCluster);
  });
  let pairs = 0;
  for (const ofCluster of sizes.values()) {
    const counts = [...ofCluster.values()];
    const all = counts.reduce((sum, count) => sum + count, 0);
    pairs += (all * (all - 1)) / 2;
    if (isLink) for (const count of counts) pairs -= (count * (count - 1)) / 2;
  }
  return pairs;
}

function reportOf({ kind, customers, blocking, curve }: LearnedModel) {
  return { kind, records: customers, blocking, curve };
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 10) / 100;
}

function textOf(data: {
  records: number;
  pairs: PairScore;
  clusters: PairScore & { exact: number; of: number };
  seconds: { read: number; match: number };
  peakMegabytes: number;
}): string {
  const line = (name: string, score: PairScore) =>
    `${name.padEnd(9)} precision ${score.precision.toFixed(4)}  recall ${score.recall.toFixed(4)}  F1 ${score.f1.toFixed(4)}  right ${score.right}  wrong ${score.wrong}  missed ${score.missed}`;
  return [
    `${data.records} customers, ${data.pairs.truePairs} true pairs`,
    line('pairs', data.pairs),
    line('clusters', data.clusters),
    `clusters exactly right: ${data.clusters.exact} of ${data.clusters.of}`,
    `${data.seconds.read} s reading, ${data.seconds.match} s matching, ${data.peakMegabytes} MB at most`,
  ].join('\n');
}
