import { hash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** A new secret of 256 bits, and the digest under which the database knows it. */
export function newSecret(prefix = ''): { secret: string; digest: string } {
  const secret = prefix + randomBytes(TOKEN_BYTES).toString('base64url');
  return { secret, digest: digestOf(secret) };
}

/** What the database keeps of a secret. A plain digest is enough: 256 random bits cannot be guessed. */
export function digestOf(secret: string): string {
  return hash('sha256', secret);
}
