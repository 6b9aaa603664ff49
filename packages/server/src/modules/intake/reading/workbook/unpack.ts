import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealedBytes } from '../../../../platform/crypto/sealed-file/sealed-bytes.ts';
import { writeSealedFile } from '../../../../platform/crypto/sealed-file/sealing-stream.ts';
import type { StoredBytes } from '../../../../platform/files/stored-bytes.ts';
import { openBytes } from '../text/open-bytes.ts';

/** A file on disk and how to let go of it. */
export interface Unpacked {
  file: StoredBytes;
  dispose(): Promise<void>;
}

/** Stands for no subject: the key is nowhere but in the memory of this process. */
const OWN = 1;

/**
 * A workbook is read at random, so one inside gzip is first unpacked to a private temporary folder. It lies there sealed
 * with a key that is gone with this process.
 */
export async function unpackWorkbook(file: StoredBytes, gzip: boolean, signal?: AbortSignal): Promise<Unpacked> {
  if (!gzip) return { file, dispose: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'dossier-workbook-'));
  const dispose = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'workbook');
  const key = createSecretKey(randomBytes(32));
  try {
    await writeSealedFile(path, openBytes(file, { gzip, signal }), {
      subjectId: OWN,
      key: { key, generation: 1, masterVersion: 1 },
    });
    return { file: sealedBytes({ path, subjectId: OWN, key }), dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
