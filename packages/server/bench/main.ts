/* `pnpm bench`: how fast Dossier answers beside the same questions answered by hand. See docs/performance.md. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { type ImportFigures, measureImport } from './import.ts';
import { type BenchOptions, type Engine, readOptions } from './options.ts';
import { endAll } from './processes.ts';
import { QUESTIONS } from './questions.ts';
import { measureQuestions, type QuestionFigures } from './ask.ts';
import { printImport, printQuestions, printSearch } from './report.ts';
import { measureSearch, type SearchFigures } from './search.ts';

const MILLION = 1_000_000;
const MOST_IMPORT_ROUNDS = 3;

/** Everything that a run measured. */
export interface BenchResults {
  readonly at: string;
  readonly machine: { readonly cpus: number; readonly model: string; readonly memory: number; readonly node: string };
  readonly options: BenchOptions;
  readonly mysql: string;
  readonly questions: Partial<Record<Engine, QuestionFigures>>;
  readonly search: Partial<Record<Engine, SearchFigures>>;
  readonly imports: Partial<Record<Engine, readonly ImportFigures[]>>;
}

process.once('exit', endAll);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const options = readOptions(process.argv.slice(2));
const results: BenchResults = {
  at: new Date().toISOString(),
  machine: { cpus: cpus().length, model: cpus()[0]?.model ?? '', memory: totalmem(), node: process.version },
  options: { ...options, mysqlUrl: undefined },
  mysql: options.engines.includes('mysql') ? await versionOf(options) : '',
  questions: {},
  search: {},
  imports: {},
};
const say = (text: string) => process.stdout.write(`${text}\n`);
say(
  `${results.machine.cpus} × ${results.machine.model}, Node ${results.machine.node}${results.mysql && `, ${results.mysql}`}`,
);

for (const engine of options.engines) {
  const asked = QUESTIONS.filter((question) => options.parts.includes(question));
  if (asked.length > 0) {
    const figures = await measureQuestions(engine, asked, options, say);
    results.questions[engine] = figures;
    say(printQuestions(engine, figures, options));
  }
  if (options.parts.includes('search')) {
    const figures = await measureSearch(engine, options, say);
    results.search[engine] = figures;
    say(printSearch(engine, figures));
  }
  if (options.parts.includes('import')) {
    const sizes = [options.customers, ...(options.million ? [MILLION] : [])];
    const figures: ImportFigures[] = [];
    for (const customers of sizes) {
      say(`importing ${customers} customers on ${engine} …`);
      const rounds = customers >= MILLION ? 1 : Math.min(MOST_IMPORT_ROUNDS, options.rounds);
      figures.push(await measureImport(engine, customers, rounds, options));
    }
    results.imports[engine] = figures;
    say(printImport(engine, figures));
  }
}
const output = resolve(join(import.meta.dirname, '..', '..', '..'), options.output);
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, `${JSON.stringify(results, null, 1)}\n`);
say(`written to ${output}`);
process.exit(0);

async function versionOf({ mysqlUrl }: BenchOptions): Promise<string> {
  if (!mysqlUrl) throw new Error('no MySQL-family server was given');
  const connection = await createConnection(mysqlUrl.replace(/^mariadb:/, 'mysql:'));
  const [rows] = await connection.query(
    'select version() as version, @@innodb_flush_log_at_trx_commit as flush, @@sync_binlog as binlog, @@innodb_buffer_pool_size as pool',
  );
  await connection.end();
  const [row] = rows as { version: string; flush: number; binlog: number; pool: number }[];
  return `${row?.version}, flush at commit ${row?.flush}, buffer pool ${Number(row?.pool) / 1024 ** 2} MB`;
}
