import { type ChildProcess, fork, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadOrder, LoadResult } from './load.ts';
import type { Prepared } from './prepare.ts';

const here = import.meta.dirname;
const running = new Set<ChildProcess>();

/** Ends everything that was started and still runs. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** A server under measurement. */
export interface Measured {
  readonly port: number;
  /** Highest resident memory so far, in bytes. */
  peakMemory(): number;
  /** Processor time used so far by all its threads, in microseconds. */
  cpu(): number;
  /** The same of the processes that it started. */
  cpuOfChildren(): number;
  stop(): Promise<void>;
}

/** Starts a server that prints its address, and waits until it does. */
export async function startServer(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Measured> {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  const port = await new Promise<number>((done, failed) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const found = /http:\/\/localhost:(\d+)/.exec(text)?.[1];
      if (found) done(Number(found));
    });
    child.once('exit', (code) => failed(new Error(`${args.join(' ')} ended with ${code}: ${text}`)));
  });
  return {
    port,
    peakMemory: () => peakMemoryOf(child.pid),
    cpu: () => cpuOf(child.pid),
    cpuOfChildren: () => childrenOf(child.pid).reduce((sum, pid) => sum + cpuOf(pid), 0),
    stop: async () => {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
      running.delete(child);
    },
  };
}

/** Highest resident memory of a process so far in bytes, as Linux counts it; 0 elsewhere. */
export function peakMemoryOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

// Linux counts in hundredths of a second wherever Node runs.
const TICK_MICROSECONDS = 10_000;

function childrenOf(pid: number | undefined): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return children.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Processor time that a process used so far, in microseconds, as Linux counts it; 0 elsewhere. */
export function cpuOf(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MICROSECONDS;
  } catch {
    return 0;
  }
}

/** The load generator. */
export interface Load {
  ask(order: LoadOrder): Promise<LoadResult>;
  stop(): void;
}

/** Starts the load generator in a process of its own. */
export function startLoad(): Load {
  const child = fork(join(here, 'load.ts'), { execArgv: [] });
  running.add(child);
  return {
    ask: async (order) =>
      await new Promise<LoadResult>((done, failed) => {
        const onExit = () => failed(new Error('the load generator ended'));
        child.once('exit', onExit);
        child.once('message', (result: LoadResult) => {
          child.off('exit', onExit);
          done(result);
        });
        child.send(order);
      }),
    stop: () => {
      running.delete(child);
      child.kill();
    },
  };
}

/** Runs a program of this folder to its end and returns the JSON on its last line. */
export async function runProgram(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<unknown> {
  const child = spawn(process.execPath, ['--import', '@oxc-node/core/register', join(here, file), ...args], {
    env,
    cwd: join(here, '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  const code = await new Promise((done) => child.once('close', done));
  running.delete(child);
  if (code !== 0) throw new Error(`${file} ended with ${String(code)}`);
  return JSON.parse(text.trim().split('\n').at(-1) ?? 'null');
}

/** Fills a database; see `prepare.ts`. */
export async function prepare(env: NodeJS.ProcessEnv, customers: number, what: 'whole' | 'bare'): Promise<Prepared> {
  // The program prints this type as JSON.
  return (await runProgram('prepare.ts', [String(customers), what], env)) as Prepared;
}
