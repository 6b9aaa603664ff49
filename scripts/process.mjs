// Child processes: started, stopped with us, and waited for.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const running = new Set();
const cleanups = new Set();
let stopping = 0;
let principal;

/** Prints one sentence and ends with exit code 1. */
export function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

/**
 * Starts a child that shares our terminal unless told otherwise; it is stopped when we are.
 * It leads a process group of its own: one Ctrl-C reaches us from the terminal and from npm, and the child gets it once.
 */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', detached: process.platform !== 'win32', ...options });
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/** Waits for a child. @returns {Promise<number>} its exit code; 128 + the signal's number when a signal ended it; 127 when it could not start */
export function finish(child) {
  return new Promise((done) => {
    child.once('error', (error) => {
      console.error(`${child.spawnfile}: ${error.message}`);
      done(127);
    });
    child.once('close', (code, signal) => done(code ?? 128 + (constants.signals[signal] ?? 1)));
  });
}

/** Runs a child to its end. @returns {Promise<number>} its exit code */
export const run = (command, args, options) => finish(start(command, args, options));

/** Lets a child take our place: we end when it ends, with its exit code, also when a signal ends us both. */
export async function become(command, args, options) {
  principal = start(command, args, options);
  process.exit(await finish(principal));
}

/** Runs a child and collects what it prints. @returns {Promise<{ code: number, stdout: string, stderr: string }>} */
export async function capture(command, args, options = {}) {
  const child = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const text = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (part) => (text.stdout += part));
  child.stderr.setEncoding('utf8').on('data', (part) => (text.stderr += part));
  return { code: await finish(child), ...text };
}

/** Stops a child: asks first, insists after the grace time (ms). */
export async function stop(child, grace = 10_000) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), grace);
  await ended;
  clearTimeout(timer);
}

/** Registers work for the end of this process, however it comes; call the result to take it back. */
export function onEnd(work) {
  cleanups.add(work);
  return () => cleanups.delete(work);
}

/** True once a signal asked us to end. */
export const isStopping = () => stopping > 0;

function signalGroup(child, signal) {
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

const ended = (child) =>
  new Promise((done) => {
    if ((child.exitCode ?? child.signalCode) === null) child.once('exit', done);
    else done();
  });

async function endBy(signal) {
  if (stopping) {
    // npm and the terminal both pass one Ctrl-C on; only a later one means "at once".
    if (Date.now() - stopping > 1000) for (const child of running) signalGroup(child, 'SIGKILL');
    return;
  }
  stopping = Date.now();
  const children = [...running];
  for (const child of children) {
    if (child === principal) child.kill(signal);
    else signalGroup(child, signal);
  }
  await Promise.all(children.map(ended));
  await Promise.all([...cleanups].map((work) => work()));
  process.exit(principal?.exitCode ?? 128 + constants.signals[signal]);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void endBy(signal));

// npm and pnpm hand a SIGTERM to the shell between us and them, which dies without a word: then we go as well.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || void endBy('SIGTERM'), 500).unref();
}
