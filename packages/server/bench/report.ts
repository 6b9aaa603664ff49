import type { QuestionFigures } from './ask.ts';
import type { ImportFigures } from './import.ts';
import type { BenchOptions, Engine } from './options.ts';
import type { Question } from './questions.ts';
import type { SearchAt, SearchFigures } from './search.ts';

/** Floor ÷ ours: what must hold, and what is aimed at. */
const LIMITS: Readonly<Record<Engine, Readonly<Record<Question, readonly [number, number]>>>> = {
  mysql: { point: [4, 3], list: [2.5, 1.6], opened: [6, 4], graph: [2, 1.3], create: [3, 1.8] },
  sqlite: { point: [6, 6], list: [4, 4], opened: [6, 4], graph: [3, 3], create: [4, 4] },
};
const IMPORT_SHARE = [0.15, 0.3] as const;
const MEGABYTE = 1024 ** 2;

/** The table of the questions. */
export function printQuestions(engine: Engine, figures: QuestionFigures, options: BenchOptions): string {
  const rows = Object.entries(figures.byQuestion).map(([name, { floor, ours, ratio, statements }]) => {
    // Object.entries forgets the type of the keys.
    const [limit, aim] = LIMITS[engine][name as Question];
    return [
      name,
      per(floor.perSecond),
      per(ours.perSecond),
      `÷${ratio.toFixed(2)}`,
      `÷${limit}`,
      verdict(ratio <= limit, ratio <= aim),
      `${floor.cpu.toFixed(0)} / ${ours.cpu.toFixed(0)}`,
      `${floor.cpuBeside.toFixed(0)} / ${ours.cpuBeside.toFixed(0)}`,
      `${ours.p50.toFixed(1)} / ${ours.p95.toFixed(1)}`,
      String(statements),
    ];
  });
  const head = [
    'question',
    'floor/s',
    'ours/s',
    'ratio',
    'limit',
    '',
    'µs of processor',
    'of database, worker',
    'p50 / p95 ms',
    'statements',
  ];
  const title = `${engine}: ${figures.customers} customers, ${options.connections} connections, ${options.rounds} rounds of ${options.milliseconds / 1000} s`;
  const memory = `peak memory: floor ${mb(figures.memory.floor)}, ours ${mb(figures.memory.ours)} (limit 300 MB)`;
  return `\n${title}\n${table([head, ...rows])}\n${memory}\n`;
}

/** The table of searches and pages. */
export function printSearch(engine: Engine, { small, large }: SearchFigures): string {
  const of = (name: string, read: (at: SearchAt) => number) => [
    name,
    per(read(small)),
    per(read(large)),
    `÷${(read(small) / read(large)).toFixed(2)}`,
  ];
  const head = ['per second', `${small.customers} customers`, `${large.customers} customers`, 'ratio'];
  const rows = [
    of('phone, exact', (at) => at.phone.perSecond),
    of('two characters of a name', (at) => at.pair.perSecond),
    of('the same by LIKE (floor)', (at) => at.scan.perSecond),
    of('first page', (at) => at.firstPage.perSecond),
    of('page at 90 %', (at) => at.deepPage.perSecond),
  ];
  const depth = large.firstPage.perSecond / large.deepPage.perSecond;
  const faster = large.pair.perSecond / large.scan.perSecond;
  return `\n${engine}: searches\n${table([head, ...rows])}\ndeep page ÷${depth.toFixed(2)} of the first (limit 1.5); name search ${faster.toFixed(0)} × the scan (limit 20)\n`;
}

/** The table of imports. */
export function printImport(engine: Engine, figures: readonly ImportFigures[]): string {
  const [limit, aim] = IMPORT_SHARE;
  const rows = figures.map((one) => [
    String(one.customers),
    per(one.floor),
    per(one.ours),
    `${(one.share * 100).toFixed(1)} %`,
    verdict(one.share >= limit, one.share >= aim),
    mb(one.memory),
    one.rowsWritten.toFixed(1),
    one.bytesWritten.toFixed(0),
    one.floorBytesWritten.toFixed(0),
  ]);
  const head = ['customers', 'floor/s', 'ours/s', 'share', '', 'memory', 'rows each', 'bytes each', 'floor bytes'];
  return `\n${engine}: import (limit ${limit * 100} %, aim ${aim * 100} %; memory 400 MB)\n${table([head, ...rows])}\n`;
}

function verdict(isWithin: boolean, isAim: boolean): string {
  return isAim ? 'aim reached' : isWithin ? 'within' : 'MISSED';
}

function per(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}

function mb(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(0)} MB`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n');
}
