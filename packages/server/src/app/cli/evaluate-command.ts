import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

async function measure(run: CommandRun, { column, clusterOf }: Truth, isLink: boolean, file?: string): Promise<Answer> {
  const sideOf = await rowsOf(run.ctx);
  const started = performance.now();
  const records = await readMatchRecords(run.ctx, run.signal);
  const read = performance.now();
  const isPairWanted = isLink
    ? (a: { id: number }, b: { id: number }) => sideOf.get(a.id)?.source !== sideOf.get(b.id)?.source
    : undefined;
  const found = findMatches(records, isPairWanted ? { isPairWanted } : {});
  const done = performance.now();

  const placeOf = new Map(records.map(({ id }, place) => [id, place]));
  const truth = records.map(({ id }) => clusterOf.get(sideOf.get(id)?.name ?? '') ?? `unknown ${id}`);
  const truePairs = countTruePairs(
    truth,
    records.map(({ id }) => sideOf.get(id)?.source ?? 0),
    isLink,
  );
  const place = ({ id }: { id: number }) => placeOf.get(id) ?? 0;
  const sure = found.flatMap(({ pairs }) => pairs.filter(({ weight }) => weight >= 0));
  const pairs = scorePairs(
    sure.map(({ a, b }): [number, number] => [place(a), place(b)]),
    truth,
    truePairs,
  );
  const groupOf = records.map((_, own) => own);
  for (const { records: own, groups } of found)
    own.forEach((record, at) => (groupOf[place(record)] = place(groups[at] ?? record)));
  const clusters = scorePairs(
    [...pairsOfGroups(groupOf)].filter(
      ([a, b]) => !isLink || sideOf.get(records[a]?.id ?? 0)?.source !== sideOf.get(records[b]?.id ?? 0)?.source,
    ),
    truth,
    truePairs,
  );
  const exact = exactGroups(groupOf, truth);
  const nameOf = (at: number) => sideOf.get(records[at]?.id ?? 0)?.name ?? '';
  if (file !== undefined) await writeFile(file, groupsText(column, groupOf, nameOf));
  const data = {
    records: records.length,
    pairs,
    clusters: { ...clusters, exact: exact.found, of: exact.of },
    recognition: found.map(reportOf),
    seconds: { read: seconds(read - started), match: seconds(done - read) },
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  return { text: textOf(data), data };
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

function reportOf({ kind, records, model, pairs, blocking }: Matches) {
  return {
    kind,
    records: records.length,
    blocking,
    expectedMatches: Math.round(model.estimate.prior * records.length * (records.length - 1)) / 2,
    kept: pairs.length,
    toReview: pairs.filter(({ weight }) => probabilityOf(weight) >= 0.05 && probabilityOf(weight) < 0.95).length,
  };
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
