import { CUSTOMER_FIELDS, type CustomerField } from '@dossier/shared/facts';
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { InvalidArgumentError, Option } from 'commander';
import {
  createExport,
  EXPORT_FORMATS,
  exportBytes,
  type ExportFormat,
  findExport,
} from '../../modules/intake/index.ts';
import type { CustomerFilter } from '../../modules/search/index.ts';
import { startJobRunner } from '../../platform/jobs/job-runner.ts';
import { actingUser } from '../acting-user.ts';
import { intakeJobs } from '../jobs.ts';
import { type AddCommands, type Answer, type CommandRun, examples } from './command.ts';
import { CommandFailed } from './run-cli.ts';

interface ExportOptions {
  readonly filter?: CustomerFilter;
  readonly search?: string;
  readonly columns: readonly CustomerField[];
  readonly format: ExportFormat;
}

const USUAL: readonly CustomerField[] = [
  'NAME',
  'KIND',
  'PHONE',
  'EMAIL',
  'PROVINCE',
  'CITY',
  'ADDRESS',
  'STAGE',
  'GRADE',
  'TAGS',
];

/** `dossier export` */
export const addExportCommand: AddCommands = (program, within) => {
  program
    .command('export')
    .argument('<file>', 'where to; a file that is there is replaced')
    .description('write customers to a CSV or XLSX file; formulas are neutralised')
    .option('--filter <json>', 'a filter as the API takes it, for example \'{"province":{"eq":"广东省"}}\'', filterOf)
    .option('--search <text>', 'only those with this in their name')
    .option('--columns <fields>', `fields, comma-separated (${CUSTOMER_FIELDS.join(', ')})`, columnsOf, USUAL)
    .addOption(new Option('--format <format>', 'csv or xlsx').argParser(formatOf).default('CSV'))
    .addHelpText(
      'after',
      examples(
        ['export customers.csv', 'the usual fields of all'],
        ['export a.xlsx --format xlsx --columns NAME,PHONE', 'two of them'],
      ),
    )
    .action(
      async (file: string, options: ExportOptions) => await within(async (run) => await exportTo(run, file, options)),
    );
};

async function exportTo(run: CommandRun, path: string, options: ExportOptions): Promise<Answer> {
  const { ctx, services } = run;
  const id = await createExport(ctx, {
    selection: { filter: options.filter, search: options.search },
    columns: options.columns,
    format: options.format,
  });
  const runner = startJobRunner({
    services,
    definitions: intakeJobs,
    actorOf: async (userId) => await actingUser(services, userId),
    concurrency: 1,
    pollMs: 50,
  });
  try {
    for (;;) {
      run.signal.throwIfAborted();
      const record = await findExport(ctx, ctx.db.read, id);
      if (record?.state === 'FAILED') throw new CommandFailed(record.problem ?? 'The export failed.');
      if (record?.state === 'DONE') break;
      await sleep(100, undefined, { signal: run.signal }).catch(() => {});
    }
  } finally {
    await runner.stop();
  }
  await pipeline((await exportBytes(ctx, id)).stream(), createWriteStream(path, { mode: 0o600 }));
  const rows = (await findExport(ctx, ctx.db.read, id))?.rowCount ?? 0;
  const { size } = await stat(path);
  return { text: `${rows} customers written to ${path} (${size} bytes).`, data: { file: path, rows, size } };
}

function filterOf(value: string): CustomerFilter {
  try {
    const filter: unknown = JSON.parse(value);
    // The search module refuses what is no condition of its own.
    if (typeof filter === 'object' && filter !== null) return filter as CustomerFilter;
  } catch {
    // Said below.
  }
  throw new InvalidArgumentError('a JSON object');
}

function columnsOf(value: string): CustomerField[] {
  return value.split(',').map((name) => {
    const field = CUSTOMER_FIELDS.find((known) => known === name.trim().toUpperCase());
    if (field === undefined)
      throw new InvalidArgumentError(`${name} is not a field; the fields are ${CUSTOMER_FIELDS.join(', ')}`);
    return field;
  });
}

function formatOf(value: string): ExportFormat {
  const format = EXPORT_FORMATS.find((known) => known === value.toUpperCase());
  if (format === undefined) throw new InvalidArgumentError('csv or xlsx');
  return format;
}
