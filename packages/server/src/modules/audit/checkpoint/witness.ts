import { type FileHandle, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';

const TAIL_BYTES = 64 * 1024;

/** The witness could not be read or written; `code` is the operating system's. */
export class WitnessUnavailable extends Error {
  readonly code: string;
  constructor(path: string, cause: unknown) {
    const code = codeOf(cause) ?? 'unknown';
    super(`the witness ${path} cannot be used (${code})`, { cause });
    this.name = 'WitnessUnavailable';
    this.code = code;
  }
}

/** The end of a witness. */
export interface WitnessTail {
  /**
   * The newest checkpoint; undefined when there is none. Not always the last line: of two processes that add at once, one may
   * repeat an older line after the other has gone on.
   */
  readonly last: { readonly checkpoint: Checkpoint; readonly line: string } | undefined;
  /** Whether the file ends in the middle of a line, as a crash while it was written leaves it. */
  readonly isTorn: boolean;
}

/**
 * Reads the end of a witness; one that is not there yet is empty.
 *
 * @throws WitnessUnavailable when it cannot be read
 */
export async function readWitnessTail(path: string): Promise<WitnessTail> {
  const size = await witnessSize(path);
  if (size === undefined || size === 0) return { last: undefined, isTorn: false };
  const text = await readEnd(path, size);
  let last: WitnessTail['last'];
  for (const line of text.split('\n')) {
    const checkpoint = parseCheckpoint(line);
    if (checkpoint && checkpoint.number >= (last?.checkpoint.number ?? 0)) last = { checkpoint, line };
  }
  return { last, isTorn: !text.endsWith('\n') };
}

async function readEnd(path: string, size: number): Promise<string> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const from = Math.max(0, size - TAIL_BYTES);
    const bytes = Buffer.alloc(size - from);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
    return bytes.toString('utf8', 0, bytesRead);
  } catch (error) {
    throw new WitnessUnavailable(path, error);
  } finally {
    await file?.close();
  }
}

/**
 * The length of a witness in bytes; undefined when there is none.
 *
 * @throws WitnessUnavailable when that cannot be told
 */
export async function witnessSize(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new WitnessUnavailable(path, error);
  }
}

/**
 * The lines in the first `size` bytes of a witness, in their order.
 *
 * @throws WitnessUnavailable when they cannot be read
 */
export async function* readWitnessLines(path: string, size: number): AsyncGenerator<string, void, undefined> {
  if (size === 0) return;
  try {
    const input = (await open(path, 'r')).createReadStream({ end: size - 1 });
    try {
      yield* createInterface({ input, crlfDelay: Infinity });
    } finally {
      input.destroy();
    }
  } catch (error) {
    throw codeOf(error) === undefined ? error : new WitnessUnavailable(path, error);
  }
}

/**
 * Adds a line to the end of a witness and waits until it is on the disk. The file is only ever added to, so that it may be
 * one that the operating system lets nobody change otherwise.
 *
 * @throws WitnessUnavailable when it cannot be written
 */
export async function appendToWitness(path: string, line: string, isTorn: boolean): Promise<void> {
  let file: FileHandle | undefined;
  try {
    const isNew = (await witnessSize(path)) === undefined;
    file = await open(path, 'a', 0o644);
    await file.appendFile(`${isTorn ? '\n' : ''}${line}\n`);
    await file.datasync();
    if (isNew) await synchroniseFolder(dirname(path));
  } catch (error) {
    throw new WitnessUnavailable(path, error);
  } finally {
    await file?.close();
  }
}

/** Keeps the name of a new file through a power failure; where folders cannot be opened, the system sees to it. */
async function synchroniseFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  await folder.sync().finally(async () => await folder.close());
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
