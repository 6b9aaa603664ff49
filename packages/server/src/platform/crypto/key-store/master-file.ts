import { createSecretKey, type KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { replaceWhole, writeOnce } from '../write-once.ts';
import { KeyProblem } from './key-problem.ts';

/** Bytes of every key: AES-256, HMAC-SHA-256. */
export const KEY_BYTES = 32;
const FORMAT = 'dossier-master-keys/1';
const OTHERS = 0o077;

const fileSchema = z.object({
  format: z.literal(FORMAT),
  keys: z
    .array(
      z.object({
        version: z.int().min(1).max(0xffff),
        key: z.base64().transform((text) => Buffer.from(text, 'base64')),
        createdAt: z.iso.datetime(),
      }),
    )
    .min(1),
});

/** One version of the master key. */
export interface MasterKey {
  readonly version: number;
  readonly key: KeyObject;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** Master keys by their version, oldest first. */
export type MasterKeys = ReadonlyMap<number, MasterKey>;

/**
 * Reads the master keys.
 *
 * @throws KeyProblem when the file is missing, is not such a file, or may be read by anybody but its owner
 */
export function readMasterFile(path: string): MasterKeys {
  const text = readPrivateFile(path);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // The schema says it, without what the file holds.
  }
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success || parsed.data.keys.some(({ key }) => key.length !== KEY_BYTES)) {
    throw new KeyProblem(
      `${path} does not hold master keys as they were written there: put it back from your copy, or run \`dossier keys import-recovery\`.`,
    );
  }
  return new Map(
    parsed.data.keys
      .toSorted((one, other) => one.version - other.version)
      .map(({ version, key, createdAt }) => {
        const object = createSecretKey(key);
        key.fill(0);
        return [version, { version, key: object, createdAt: Date.parse(createdAt) }];
      }),
  );
}

/** Writes the first master key, unless there is a file: then that one counts. */
export function beginMasterFile(path: string, first: MasterKey): void {
  writeOnce(path, serialise([first]), 0o600);
}

/** Replaces the file by one with these keys. */
export function writeMasterFile(path: string, keys: Iterable<MasterKey>): void {
  replaceWhole(path, serialise(keys), 0o600);
}

/**
 * Reads a file that holds secrets.
 *
 * @throws KeyProblem when it is missing, cannot be read, or others may read it
 */
export function readPrivateFile(path: string): string {
  try {
    // On Windows, rights are not in the mode.
    if (process.platform !== 'win32' && (statSync(path).mode & OTHERS) !== 0) {
      throw new KeyProblem(
        `${path} can be read by others on this machine: run \`chmod 600 ${path}\`, and rotate the keys if they may have been.`,
      );
    }
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof KeyProblem) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOENT') {
      throw new KeyProblem(
        `${path} is missing: put it back from your copy, or run \`dossier keys import-recovery\`. Without it no sealed value can be opened.`,
      );
    }
    throw new KeyProblem(`${path} cannot be read (${code}): give this user, and nobody else, the right to.`);
  }
}

function serialise(keys: Iterable<MasterKey>): string {
  const list = [...keys].map(({ version, key, createdAt }) => ({
    version,
    key: key.export().toString('base64'),
    createdAt: new Date(createdAt).toISOString(),
  }));
  return `${JSON.stringify({ format: FORMAT, keys: list }, undefined, 1)}\n`;
}
