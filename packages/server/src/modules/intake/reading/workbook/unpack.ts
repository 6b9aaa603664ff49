import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openBytes } from '../text/open-bytes.ts';

/** A file on disk and how to let go of it. */
export interface Unpacked {
  path: string;
  dispose(): Promise<void>;
}

/** A workbook is read at random, so one inside gzip is first unpacked to a private temporary folder. */
export async function unpackWorkbook(path: string, gzip: boolean, signal?: AbortSignal): Promise<Unpacked> {
  if (!gzip) return { path, dispose: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'dossier-workbook-'));
  const dispose = () => rm(folder, { recursive: true, force: true });
  const target = join(folder, 'workbook.xlsx');
  try {
    await pipeline(openBytes(path, { gzip, signal }), createWriteStream(target, { mode: 0o600 }));
    return { path: target, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
