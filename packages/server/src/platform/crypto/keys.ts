import { hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AuditKeys, openAuditKeys } from './audit-keys.ts';

const SECRET_BYTES = 32;
const FILE = 'installation.key';

/** Secrets of this installation, each for one purpose. They live outside the database and outside its backups. */
export interface Keys {
  /** For public ids; never rotated, since ids are kept by others. */
  readonly publicIds: Buffer;
  /** For cursors and version tokens; losing it only ends open pages. */
  readonly tokens: Buffer;
  /** For keyed digests of values that must not be readable from the database. */
  readonly digests: Buffer;
  /** For the seeds of second factors, which the database holds sealed. */
  readonly factors: Buffer;
  /** For the checkpoints of the audit chain; a key of its own, since its public half is given away. */
  readonly audit: AuditKeys;
}

/**
 * Reads the installation's secrets from `folder`, making them on the first run (folder 0700, file 0600).
 *
 * A file that others may read is taken away from them.
 *
 * @throws Error when a file is there but is not what this program wrote.
 */
export function openKeys(folder: string): Keys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, FILE);
  if (!existsSync(path)) writeFileSync(path, randomBytes(SECRET_BYTES), { mode: 0o600, flag: 'wx' });
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  const secret = readFileSync(path);
  if (secret.length !== SECRET_BYTES) {
    throw new Error(
      `${path} holds ${secret.length} bytes, expected ${SECRET_BYTES}: restore it from your copy of the keys`,
    );
  }
  return {
    publicIds: derive(secret, 'public-ids', 16),
    tokens: derive(secret, 'tokens', 32),
    digests: derive(secret, 'digests', 32),
    factors: derive(secret, 'factors', 32),
    audit: openAuditKeys(folder),
  };
}

function derive(secret: Buffer, purpose: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `dossier/${purpose}`, length));
}
