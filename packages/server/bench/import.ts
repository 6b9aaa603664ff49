import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workFlags } from '../../../scripts/node-flags.mjs';
import { writeImportFile } from './import-file.ts';
import type { BenchOptions, Engine } from './options.ts';
import { peakMemoryOf, runProgram } from './processes.ts';
import { median } from './rounds.ts';
import { createTarget } from './target.ts';

/** What importing so many customers took. */
export interface ImportFigures {
  readonly customers: number;
  /** Customers per second. */
  readonly floor: number;
  readonly ours: number;
  /** ours ÷ floor. */
  readonly share: number;
  /** Highest resident memory of the importing process, bytes. */
  readonly memory: number;
  /** Per customer. */
  readonly rowsWritten: number;
  readonly bytesWritten: number;
  readonly floorBytesWritten: number;
  readonly rounds: { readonly floor: readonly number[]; readonly ours: readonly number[] };
}

const OURS = ['customer', 'contact_point', 'source_record', 'search_token', 'address', 'identifier', 'customer_tag'];
const FLOORS = ['customer', 'contact_point'];

/** Imports a file of customers through the command line and beside it by bare inserts, each into an empty database. */
export async function measureImport(
  engine: Engine,
  customers: number,
  rounds: number,
  options: BenchOptions,
): Promise<ImportFigures> {
  const file = join(tmpdir(), `dossier-bench-${process.pid}.csv`);
  await writeImportFile(file, customers);
  const floor: number[] = [];
  const ours: number[] = [];
  let last = { memory: 0, rows: 0, bytes: 0, floorBytes: 0 };
  try {
    for (let round = 0; round < rounds; round++) {
      const bare = await importBarely(engine, customers, options);
      const full = await importFile(engine, file, customers, options);
      floor.push(bare.perSecond);
      ours.push(full.perSecond);
      last = { memory: full.memory, rows: full.rows, bytes: full.bytes, floorBytes: bare.bytes };
    }
  } finally {
    rmSync(file, { force: true });
  }
  const [floorRate, ourRate] = [median(floor), median(ours)];
  return {
    customers,
    floor: floorRate,
    ours: ourRate,
    share: ourRate / floorRate,
    memory: last.memory,
    rowsWritten: last.rows / customers,
    bytesWritten: last.bytes / customers,
    floorBytesWritten: last.floorBytes / customers,
    rounds: { floor: floor.map(Math.round), ours: ours.map(Math.round) },
  };
}

async function importBarely(engine: Engine, customers: number, options: BenchOptions) {
  const target = await createTarget(engine, options);
  try {
    await runCli(['migrate'], target.env, options);
    const { perSecond } = (await runProgram('floor-import.ts', [String(customers)], target.env)) as {
      perSecond: number;
    };
    return { perSecond, bytes: sum(await target.sizes(), FLOORS).bytes };
  } finally {
    await target.drop();
  }
}

async function importFile(engine: Engine, file: string, customers: number, options: BenchOptions) {
  const target = await createTarget(engine, options);
  try {
    await runCli(['migrate'], target.env, options);
    const { output, memory } = await runCli(
      ['import', file, '--source', 'bench', '--kind', 'customers', '--shape', 'person', '--json'],
      target.env,
      options,
    );
    // What `dossier import --json` prints.
    const answer = JSON.parse(output) as { import: { seconds: number; counts: { created: number } } };
    const { seconds, counts } = answer.import;
    if (counts.created !== customers) throw new Error(`${counts.created} of ${customers} were created`);
    const { rows, bytes } = sum(await target.sizes(), OURS);
    return { perSecond: customers / seconds, memory, rows, bytes };
  } finally {
    await target.drop();
  }
}

function sum(sizes: Readonly<Record<string, { rows: number; bytes: number }>>, tables: readonly string[]) {
  return tables.reduce(
    (total, name) => ({
      rows: total.rows + (sizes[name]?.rows ?? 0),
      bytes: total.bytes + (sizes[name]?.bytes ?? 0),
    }),
    { rows: 0, bytes: 0 },
  );
}

async function runCli(args: readonly string[], env: NodeJS.ProcessEnv, options: BenchOptions) {
  const profile = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${options.profile}`] : [];
  const program = join(import.meta.dirname, '..', options.server, 'cli.js');
  const child = spawn(process.execPath, [...workFlags, ...(args[0] === 'import' ? profile : []), program, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let memory = 0;
  const watch = setInterval(() => (memory = Math.max(memory, peakMemoryOf(child.pid))), 100);
  let output = '';
  let problem = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (output += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (problem += part));
  const code = await new Promise((done) => child.once('close', done));
  clearInterval(watch);
  if (code !== 0) throw new Error(`dossier ${args.join(' ')} ended with ${String(code)}: ${problem}${output}`);
  return { output, memory };
}
