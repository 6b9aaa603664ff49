import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeOnce } from './write-once.ts';

const SIGNING_FILE = 'audit-signing.key';
const PUBLIC_FILE = 'audit-signing.pub';
const PEM_BLOCK = /-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----/g;
const FINGERPRINT_DIGITS = 16;

/** Public keys by their fingerprint. */
export type PublicKeys = ReadonlyMap<string, KeyObject>;

/** A private key that signs, with the name by which what it signed says so. */
export interface SigningKey {
  readonly key: KeyObject;
  readonly fingerprint: string;
}

/** What signs the checkpoints of the audit chain and what they are checked with. Ed25519 (RFC 8032). */
export interface AuditKeys {
  /** Undefined when the file is gone and its public key is still there: then nothing is signed until it is back. */
  readonly signing: SigningKey | undefined;
  /** The key's public half, and any former ones that an operator added to the same file. */
  readonly publicKeys: PublicKeys;
}

/** The file in which an installation keeps the public keys. */
export function publicKeyFile(folder: string): string {
  return join(folder, PUBLIC_FILE);
}

/**
 * Reads the keys from `folder`, making a pair on the first run (the private one 0600). A lost private key is not replaced
 * silently, since what a new one signs could not be told from what a forger's signs.
 *
 * @throws Error when a file is there but is not such a key
 */
export function openAuditKeys(folder: string): AuditKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const privatePath = join(folder, SIGNING_FILE);
  const publicPath = publicKeyFile(folder);
  if (!existsSync(privatePath) && !existsSync(publicPath)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    writeOnce(privatePath, privateKey.export({ type: 'pkcs8', format: 'pem' }), 0o600);
  }
  const signing = existsSync(privatePath) ? readSigningKey(privatePath) : undefined;
  if (signing) writeOnce(publicPath, pemOf(createPublicKey(signing.key)), 0o644);
  const publicKeys = readPublicKeys(publicPath);
  if (signing && !publicKeys.has(signing.fingerprint)) {
    throw new Error(
      `${publicPath} does not hold the public key of ${privatePath}: restore both from your copy of the keys`,
    );
  }
  return { signing, publicKeys };
}

/** A pair that is kept nowhere, for an installation that lives no longer than its process. */
export function makeAuditKeys(): AuditKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const fingerprint = fingerprintOf(publicKey);
  return { signing: { key: privateKey, fingerprint }, publicKeys: new Map([[fingerprint, publicKey]]) };
}

/**
 * Reads one or more public keys, PEM blocks one after the other.
 *
 * @throws Error when there is none, or one that is not Ed25519
 */
export function readPublicKeys(path: string): PublicKeys {
  const blocks = readFileSync(path, 'utf8').match(PEM_BLOCK) ?? [];
  const keys = blocks.map((block) => createPublicKey(block));
  if (keys.length === 0 || keys.some((key) => key.asymmetricKeyType !== 'ed25519')) {
    throw new Error(`${path} does not hold Ed25519 public keys; expected what \`dossier audit key\` prints`);
  }
  return new Map(keys.map((key) => [fingerprintOf(key), key]));
}

/** A public key as text. */
export function pemOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

function fingerprintOf(publicKey: KeyObject): string {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, FINGERPRINT_DIGITS);
}

function readSigningKey(path: string): SigningKey {
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  try {
    const key = createPrivateKey(readFileSync(path));
    if (key.asymmetricKeyType === 'ed25519') return { key, fingerprint: fingerprintOf(createPublicKey(key)) };
  } catch {
    // Said below, without what the file holds.
  }
  throw new Error(`${path} is not the key that was written there: restore it from your copy of the keys`);
}
