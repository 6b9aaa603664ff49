import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeFlags, workFlags } from '../../../scripts/node-flags.mjs';
import { openReader, type Reader } from './reader.ts';
import { DIST } from './root.ts';

const LONGEST_START_MS = 60_000;

/** How a program ended and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly error: string;
}

/** A process under test. It leads a process group of its own, so that all of it can be killed. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it has printed so far. */
  said(): string;
  /** Waits until it has printed this; fails when it ends before, or takes longer than `within` ms, a minute unless told. */
  until(text: string, within?: number): Promise<void>;
  /** `kill -9`, of the whole group. */
  kill(): Promise<void>;
}

/** An installation of its own: data folder, keys and a database of the engine under test. */
export interface Installation {
  readonly folder: string;
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs a command to its end. */
  dossier(...args: string[]): Promise<Ended>;
  /** Runs a command with --json and reads its answer. */
  json(...args: string[]): Promise<{ code: number | null; answer: Answer }>;
  start(program: 'cli' | 'main' | 'worker', args?: readonly string[], env?: Readonly<Record<string, string>>): Running;
  reader(): Promise<Reader>;
  drop(): Promise<void>;
}

/** What the command line answers with --json, as far as these tests read it. */
export interface Answer {
  readonly import: {
    readonly id: string;
    readonly state: string;
    readonly counts: Readonly<Record<string, number | boolean>>;
    readonly problem: string | null;
    readonly seconds: number | null;
  };
  readonly imports: readonly { readonly id: string; readonly state: string }[];
  readonly errors: readonly { readonly code: string; readonly message: string }[];
}

/** The database server that is under test; undefined for the embedded database. */
export const SERVER = process.env['DOSSIER_TEST_MYSQL_URL'];

/** Makes an installation; `within` puts its data folder on another disk, `url` names a database that is there. */
export async function createInstallation(of: { within?: string; url?: string; env?: Record<string, string> } = {}) {
  const folder = mkdtempSync(join(of.within ?? tmpdir(), 'dossier-fault-'));
  chmodSync(folder, 0o755);
  const name = `dossier_fault_${randomBytes(6).toString('hex')}`;
  const url = of.url ?? (SERVER ? await createDatabase(SERVER, name) : `sqlite:${join(folder, 'dossier.sqlite')}`);
  const env = {
    PATH: process.env['PATH'] ?? '',
    NODE_ENV: 'production',
    DOSSIER_DATA: folder,
    DATABASE_URL: url,
    PORT: '0',
    LOG_LEVEL: 'error',
    ...of.env,
  };
  const running = new Set<Running>();

  const start: Installation['start'] = (program, args = [], more = {}) => {
    const begun = run(
      process.execPath,
      [...(program === 'main' ? nodeFlags : workFlags), join(DIST, `${program}.js`), ...args],
      { ...env, ...more },
    );
    running.add(begun);
    void begun.ended.then(() => running.delete(begun));
    return begun;
  };
  const dossier: Installation['dossier'] = async (...args) => await start('cli', args).ended;
  const installation: Installation = {
    folder,
    url,
    env,
    start,
    dossier,
    json: async (...args) => {
      const { code, out, error } = await dossier(...args, '--json');
      if (out === '') throw new Error(`dossier ${args.join(' ')} ended with ${code} and said: ${error}`);
      return { code, answer: JSON.parse(out) as Answer };
    },
    reader: async () => await openReader(url),
    drop: async () => {
      await Promise.all([...running].map(async (one) => await one.kill()));
      if (SERVER && !of.url) await dropDatabase(SERVER, name);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return installation;
}

/** Starts any program in a process group of its own and collects what it says. */
export function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  identity: { uid?: number; gid?: number } = {},
): Running {
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'], ...identity });
  let out = '';
  let error = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (out += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (error += part));
  const ended = new Promise<Ended>((done) => {
    child.once('close', (code, signal) => done({ code, signal, out, error }));
  });
  const kill = async () => {
    // A child of the group may live on after its leader, so the signal is sent either way.
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // All of it is gone already.
    }
    await ended;
  };
  const said = () => out + error;
  const until = async (text: string, within = LONGEST_START_MS) => {
    for (const end = Date.now() + within; !said().includes(text); await sleep(50)) {
      if (child.exitCode !== null || Date.now() > end) throw new Error(`instead of "${text}" it said: ${said()}`);
    }
  };
  return { child, ended, said, until, kill };
}

async function createDatabase(server: string, name: string): Promise<string> {
  const reader = await openReader(server);
  await reader.run(`create database \`${name}\` character set utf8mb4 collate utf8mb4_bin`);
  await reader.close();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
}

async function dropDatabase(server: string, name: string): Promise<void> {
  const reader = await openReader(server);
  await reader.run(`drop database if exists \`${name}\``);
  await reader.close();
}
