import { hashRaw } from '@node-rs/argon2';
import { createSecretKey, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { KEY_BYTES } from '../key-store/master-file.ts';
import { decryptFrom, encryptInto, GCM_OVERHEAD, SealBroken } from '../sealing/aes-gcm.ts';

const FORMAT = 'dossier-recovery/1';
const SALT_BYTES = 16;
// argon2id (RFC 9106): a guess costs an attacker 256 MiB and about a second; it is made once in a rotation.
const KDF = { memoryKiB: 262_144, passes: 4 } as const;

const bytes = z.base64();
const versionSchema = z.int().min(1).max(0xffff);
const contentSchema = z.object({
  master: z.array(z.object({ version: versionSchema, key: bytes, createdAt: z.iso.datetime() })),
  index: z.array(z.object({ version: versionSchema, key: bytes, createdAt: z.iso.datetime(), current: z.boolean() })),
});
const fileSchema = z.object({
  format: z.literal(FORMAT),
  storeId: z.uuid(),
  createdAt: z.iso.datetime(),
  kdf: z.object({
    algorithm: z.literal('argon2id'),
    // Bounded, so that a forged file cannot take all memory.
    memoryKiB: z.int().min(8).max(1_048_576),
    passes: z.int().min(1).max(20),
    salt: bytes,
  }),
  sealed: bytes,
});

/** The keys that a recovery file holds: bytes in base64, instants in ISO 8601. */
export type RecoveryContent = z.infer<typeof contentSchema>;

/** What a recovery file says without being opened. */
export type RecoveryFile = z.infer<typeof fileSchema>;

/** A file is not a recovery file, or the passphrase is not its own. */
export class RecoveryRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RecoveryRefused';
  }
}

/** Seals keys under a passphrase: the text of a recovery file. `kdf` is how dear a guess is; only tests make it cheaper. */
export async function sealRecovery(
  { storeId, createdAt, content }: { storeId: string; createdAt: number; content: RecoveryContent },
  passphrase: string,
  kdf: { readonly memoryKiB: number; readonly passes: number } = KDF,
): Promise<string> {
  const salt = randomBytes(SALT_BYTES).toString('base64');
  const head = {
    format: FORMAT,
    storeId,
    createdAt: new Date(createdAt).toISOString(),
    kdf: { algorithm: 'argon2id', memoryKiB: kdf.memoryKiB, passes: kdf.passes, salt },
  } as const;
  const plain = Buffer.from(JSON.stringify(content));
  const sealed = Buffer.allocUnsafe(plain.length + GCM_OVERHEAD);
  encryptInto(sealed, 0, await keyOf(passphrase, head.kdf), boundTo(head), plain);
  plain.fill(0);
  return `${JSON.stringify({ ...head, sealed: sealed.toString('base64') }, undefined, 1)}\n`;
}

/**
 * Reads what a recovery file says of itself.
 *
 * @throws RecoveryRefused when it is none
 */
export function readRecovery(text: string): RecoveryFile {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // Said below.
  }
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success) throw new RecoveryRefused('It is not a recovery file, or it is not whole.');
  return parsed.data;
}

/**
 * Opens a recovery file.
 *
 * @throws RecoveryRefused when the passphrase is another one, or the file was changed
 */
export async function openRecovery(file: RecoveryFile, passphrase: string): Promise<RecoveryContent> {
  const key = await keyOf(passphrase, file.kdf);
  try {
    const plain = decryptFrom(Buffer.from(file.sealed, 'base64'), 0, key, boundTo(file));
    const content = contentSchema.parse(JSON.parse(plain.toString()));
    plain.fill(0);
    return content;
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    throw new RecoveryRefused('The passphrase is not the one the file was sealed with, or the file was changed.');
  }
}

// What is typed may differ in case, spaces and dashes from what was written down: they carry nothing in ours, and people's
// own are taken as they are.
function normalised(passphrase: string): string {
  const compact = passphrase.trim().toUpperCase().replaceAll(/[\s-]/g, '');
  return /^[0-9A-HJKMNP-TV-Z]{28}$/.test(compact) ? compact : passphrase.trim().normalize('NFC');
}

async function keyOf(passphrase: string, { memoryKiB, passes, salt }: RecoveryFile['kdf']) {
  const options = { memoryCost: memoryKiB, timeCost: passes, parallelism: 1, outputLen: KEY_BYTES };
  // The library's default algorithm is argon2id.
  const raw = await hashRaw(normalised(passphrase), { ...options, salt: Buffer.from(salt, 'base64') });
  const key = createSecretKey(raw);
  raw.fill(0);
  return key;
}

function boundTo({ format, storeId, createdAt, kdf }: Omit<RecoveryFile, 'sealed'>): Buffer {
  return Buffer.from([format, storeId, createdAt, kdf.algorithm, kdf.memoryKiB, kdf.passes, kdf.salt].join('|'));
}
