import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Logger } from '../log/log.ts';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 30_000;
const HEALTHY_AFTER_MS = 60_000;
const GRACE_MS = 25_000;

/** A program to keep running beside this one. */
export interface ChildProgram {
  /** For the log. */
  readonly name: string;
  readonly script: URL;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** For Node, after this process's own; where both say something, these win. */
  readonly nodeFlags?: readonly string[];
}

/** A child that is kept running. */
export interface SupervisedChild {
  /** Process id of the present child; undefined between two. */
  pid(): number | undefined;
  /** Asks the child to end, insists after `graceMs` (25 s unless told), and resolves when it is gone. */
  stop(graceMs?: number): Promise<void>;
}

/**
 * Keeps a program running in a child process: starts it again when it ends, at once the first time and then ever later,
 * up to 30 s. The child can tell that we are gone by its channel to us closing (see `whenAsked`), so it never outlives
 * us, not even when we are killed. Its output goes to ours.
 */
export function superviseChild(program: ChildProgram, log: Logger): SupervisedChild {
  const stopping = new AbortController();
  let child: ChildProcess | undefined;
  let insist: NodeJS.Timeout | undefined;

  async function keep(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    while (!stopping.signal.aborted) {
      const startedAt = performance.now();
      child = start(program);
      const how = await ended(child);
      child = undefined;
      clearTimeout(insist);
      if (stopping.signal.aborted) return;
      if (performance.now() - startedAt > HEALTHY_AFTER_MS) pause = FIRST_PAUSE_MS;
      log.warn({ program: program.name, how, pause }, 'a child process ended and is started again');
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {});
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  const kept = keep();
  return {
    pid: () => child?.pid,
    stop: async (graceMs = GRACE_MS) => {
      stopping.abort();
      const last = child;
      if (last) {
        last.kill('SIGTERM');
        insist = setTimeout(() => last.kill('SIGKILL'), graceMs);
      }
      await kept;
    },
  };
}

function start(program: ChildProgram): ChildProcess {
  const nodeFlags = [...process.execArgv, ...(program.nodeFlags ?? [])];
  return spawn(process.execPath, [...nodeFlags, fileURLToPath(program.script), ...(program.args ?? [])], {
    env: { ...process.env, ...program.env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

/**
 * Resolves when this process should end: it got SIGTERM, SIGINT or SIGHUP, or the parent that supervises it is gone. A
 * second signal ends it at once.
 */
export function whenAsked(): Promise<string> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(1);
        asked = true;
        resolve(signal);
      });
    }
    process.once('disconnect', () => resolve('parent gone'));
  });
}
