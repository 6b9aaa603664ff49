// Where tests write. Nothing there has to survive the run, and waiting for the disk is most of what making a database takes.
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';

const PLACE = '/dev/shm';
const ROOM = 2 * 2 ** 30;
const MEMORY = 6 * 2 ** 30;

/** Makes a folder in memory that is gone when this process ends; undefined where there is no such place, or too little room. */
export function makeMemoryFolder() {
  try {
    const { bavail, bsize } = statfsSync(PLACE);
    if (bavail * bsize < ROOM || freemem() < MEMORY) return undefined;
    const folder = mkdtempSync(join(PLACE, 'dossier-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    return folder;
  } catch {
    return undefined;
  }
}
