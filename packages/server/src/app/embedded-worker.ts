import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Logger } from '../platform/log/log.ts';

const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** A worker that lives and ends with this process. */
export interface EmbeddedWorker {
  /** Lets the worker finish what it does and gives back its leases; resolves when it is gone. */
  stop(): Promise<void>;
}

/**
 * Runs the worker in a process of its own beside this one, so that its work never keeps a request waiting; starts it
 * again when it dies.
 */
export function startEmbeddedWorker(log: Logger): EmbeddedWorker {
  const program = workerProgram();
  let child: ChildProcess | undefined;
  let pause = SHORTEST_PAUSE_MS;
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;

  function start(): void {
    const startedAt = Date.now();
    child = fork(program, [], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, DOSSIER_PARENT: String(process.pid) },
    });
    child.once('exit', (code, signal) => {
      child = undefined;
      if (stopping) return;
      // A worker that lived for a while had bad luck; one that dies at once would only die again.
      pause = Date.now() - startedAt > LONGEST_PAUSE_MS ? SHORTEST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
      log.error({ code, signal, pause }, 'the worker ended; it is started again');
      timer = setTimeout(start, pause);
    });
    child.once('error', (error) => log.error({ error: error.name }, 'the worker cannot be started'));
  }

  start();
  return {
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      const running = child;
      if (!running) return;
      const gone = new Promise<void>((resolve) => running.once('exit', () => resolve()));
      running.kill('SIGTERM');
      await gone;
    },
  };
}

// Beside the bundle when built; one folder up while developing.
function workerProgram(): string {
  const built = fileURLToPath(new URL('./worker.js', import.meta.url));
  return existsSync(built) ? built : fileURLToPath(new URL('../worker.ts', import.meta.url));
}
