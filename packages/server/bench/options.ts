import { parseArgs } from 'node:util';
import { QUESTIONS } from './questions.ts';

/** What of the bench is run. */
export const PARTS = [...QUESTIONS, 'search', 'import'] as const;
/** One of {@link PARTS}. */
export type Part = (typeof PARTS)[number];
/** The kinds of database that are measured. */
export type Engine = 'mysql' | 'sqlite';

/** How the bench runs. */
export interface BenchOptions {
  readonly customers: number;
  readonly parts: readonly Part[];
  readonly engines: readonly Engine[];
  readonly rounds: number;
  /** How long each side is asked in a round. */
  readonly milliseconds: number;
  readonly connections: number;
  /** Also what needs 1,000,000 customers: minutes more. */
  readonly million: boolean;
  /** Where a MySQL-family server is; a database of its own is made and dropped there. */
  readonly mysqlUrl: string | undefined;
  readonly mysqlVersion: string;
  /** Process of that server, when it runs on this machine: its processor time is printed too. */
  readonly databasePid: number | undefined;
  /** Folder of the built server. */
  readonly server: string;
  /** File that the figures are written to. */
  readonly output: string;
  /** Folder for CPU profiles of the measured server; undefined: none. */
  readonly profile: string | undefined;
}

/** Reads the command line. @throws when something in it is unknown */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      customers: { type: 'string' },
      only: { type: 'string' },
      engine: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      connections: { type: 'string' },
      quick: { type: 'boolean', default: false },
      million: { type: 'boolean', default: false },
      'mysql-url': { type: 'string' },
      'mysql-version': { type: 'string' },
      'database-pid': { type: 'string' },
      server: { type: 'string' },
      output: { type: 'string' },
      profile: { type: 'string' },
    },
  });
  const count = (name: string, given: string | undefined, usual: number) => {
    const value = given === undefined ? usual : Number(given);
    if (!(value > 0)) throw new Error(`--${name} is "${given}"; expected a number above 0`);
    return value;
  };
  const listed = <T extends string>(name: string, given: string | undefined, all: readonly T[]): readonly T[] => {
    if (given === undefined) return all;
    return given.split(',').map((one) => {
      const found = all.find((known) => known === one.trim());
      if (!found) throw new Error(`--${name} is "${one}"; expected some of ${all.join(',')}`);
      return found;
    });
  };
  return {
    customers: count('customers', values.customers, values.quick ? 10_000 : 100_000),
    parts: listed('only', values.only, PARTS),
    engines: listed('engine', values.engine, ['mysql', 'sqlite'] as const),
    rounds: count('rounds', values.rounds, values.quick ? 3 : 5),
    milliseconds: 1_000 * count('seconds', values.seconds, values.quick ? 1 : 3),
    connections: count('connections', values.connections, 16),
    million: values.million,
    mysqlUrl: values['mysql-url'],
    mysqlVersion: values['mysql-version'] ?? '',
    databasePid: values['database-pid'] === undefined ? undefined : Number(values['database-pid']),
    server: values.server ?? 'dist',
    output: values.output ?? 'bench-results/latest.json',
    profile: values.profile,
  };
}
