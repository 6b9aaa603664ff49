import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a file at once and only if it is not there: processes that start together must end up with the same key. */
export function writeOnce(path: string, content: string | Buffer, mode: number): void {
  if (existsSync(path)) return;
  const beside = writeBeside(path, content, mode);
  try {
    linkSync(beside, path);
  } catch {
    // A file system without hard links.
    if (!existsSync(path)) renameSync(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
  syncFolder(path);
}

/** Replaces a file at once: after a power failure it is the old one or the new one, never half of either. */
export function replaceWhole(path: string, content: string | Buffer, mode: number): void {
  renameSync(writeBeside(path, content, mode), path);
  syncFolder(path);
}

function writeBeside(path: string, content: string | Buffer, mode: number): string {
  const beside = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(beside, 'wx', mode);
  try {
    writeSync(file, typeof content === 'string' ? Buffer.from(content) : content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return beside;
}

// Some systems cannot open folders; there the name is durable a little later.
function syncFolder(path: string): void {
  try {
    const folder = openSync(dirname(path), 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {
    // See above.
  }
}
