import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateDatabase } from '../migrate-database.ts';
import { type AddCommands, type Answer, type CommandRun, examples, type OutsideRun } from './command.ts';
import { measureMatching } from './evaluate-matching.ts';
import { evaluationText, groupsText } from './evaluation-text.ts';
import { importFile } from './import-file.ts';
import { type ColumnMeaning, meaningsOf } from './import-options.ts';
import { openInstallation, readCommandConfig } from './open-services.ts';
import { CommandFailed } from './run-cli.ts';
import { readTruth } from './read-truth.ts';

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

async function evaluateMatching(run: OutsideRun, files: readonly string[], options: EvaluateOptions): Promise<Answer> {
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
      const { evaluation, groups } = await measureMatching(scratch, truth, files.length > 1);
      if (options.groups !== undefined) await writeFile(options.groups, groupsText(truth.column, groups));
      return { text: evaluationText(evaluation), data: evaluation };
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
