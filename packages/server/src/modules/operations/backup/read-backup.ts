import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { hashStream } from '../../../platform/files/hash-file.ts';
import { listTar, type TarEntry } from '../../../platform/files/tar-reader.ts';
import { FORMAT, type Manifest, MANIFEST, MANIFEST_HASH, manifestSchema } from './manifest.ts';

/** A backup that was found whole. */
export interface Backup {
  readonly manifest: Manifest;
  /** A file of the archive by its name there. */
  readonly entry: (file: string) => TarEntry;
}

/** A backup cannot be used; the message is a sentence for a person. Nothing was changed. */
export class BackupRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BackupRefused';
  }
}

/**
 * Opens a backup and checks every byte of it, before anything is done with it.
 *
 * @throws BackupRefused when it is not a backup, is cut off, damaged, or of a later format
 */
export async function openBackup(path: string): Promise<Backup> {
  const entries = await listTar(path).catch((error: unknown) => {
    throw new BackupRefused(`${path} is not a whole backup: ${reasonOf(error)}.`);
  });
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const entry = (file: string): TarEntry => {
    const found = byName.get(file);
    if (!found) throw new BackupRefused(`${path} is not a whole backup: ${file} is missing in it.`);
    return found;
  };
  const manifest = await readManifest(path, entry);
  if (entries.length !== manifest.tables.length + manifest.files.length + 2) {
    throw new BackupRefused(`${path} is damaged: it holds files that its manifest does not name.`);
  }
  for (const table of manifest.tables) await checkFile(path, entry(table.file), table.fileSha256);
  for (const file of manifest.files) await checkFile(path, entry(file.file), file.sha256);
  return { manifest, entry };
}

/** A table's lines, in parts; a part may end within a line. */
export function openTable(backup: Backup, file: string): AsyncIterable<Buffer> {
  return backup.entry(file).open().pipe(createGunzip());
}

async function readManifest(path: string, entry: Backup['entry']): Promise<Manifest> {
  const bytes = await buffer(entry(MANIFEST).open());
  const hash = (await buffer(entry(MANIFEST_HASH).open())).toString('latin1');
  if (hash !== createHash('sha256').update(bytes).digest('hex')) {
    throw new BackupRefused(`${path} is damaged: its manifest was changed.`);
  }
  const content: unknown = JSON.parse(bytes.toString('utf8'));
  if (typeof content === 'object' && content && 'format' in content && Number(content.format) > FORMAT) {
    throw new BackupRefused(`${path} was written by a newer Dossier: install that version to restore it.`);
  }
  const manifest = manifestSchema.safeParse(content);
  if (!manifest.success) throw new BackupRefused(`${path} is not a backup of Dossier.`);
  return manifest.data;
}

async function checkFile(path: string, entry: TarEntry, expected: string): Promise<void> {
  const { sha256 } = await hashStream(entry.open());
  if (sha256 !== expected) throw new BackupRefused(`${path} is damaged: ${entry.name} is not as it was written.`);
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'there is no such file';
  return error instanceof Error ? error.message : String(error);
}
