import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';

const FLAG = /^--max[-_]old[-_]space[-_]size=(\d+)$/;

let starting = 0;

/**
 * Starts a thread whose heap may grow to so many megabytes, and no further: too little ends the thread, not the process. The product is
 * started with `--max-old-space-size`, which V8 puts above the limit of every single thread; so the flag is off until this one has its heap.
 */
export function startThreadWithHeap(program: URL, megabytes: number): Worker {
  starting += 1;
  setFlagsFromString('--max-old-space-size=0');
  const worker = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: megabytes } });
  let isStarting = true;
  const started = () => {
    if (isStarting) starting -= 1;
    isStarting = false;
    if (starting === 0) setFlagsFromString(`--max-old-space-size=${flagOfProcess()}`);
  };
  worker.once('online', started).once('exit', started);
  return worker;
}

/** What the process was started with; 0 is V8's own choice. */
function flagOfProcess(): string {
  const flags = [...(process.env['NODE_OPTIONS'] ?? '').split(' '), ...process.execArgv];
  return flags.map((flag) => FLAG.exec(flag)?.[1]).findLast((size) => size !== undefined) ?? '0';
}
