import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Ctx } from '../context/context.ts';
import { failure } from './failure.ts';

const NONCE = 12;
const TAG = 16;

/** The sort values of a row, ending in its key: where a page begins or ends. */
export type CursorValues = readonly (string | number | null)[];

/**
 * Seals a cursor. Its values may be personal (a name one sorts by), so it is encrypted, and bound to `scope` (the list
 * and its order): a cursor of another list does not open.
 */
export function sealCursor(ctx: Ctx, scope: string, values: CursorValues): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', ctx.keys.tokens, nonce);
  cipher.setAAD(Buffer.from(`${ctx.actor.userId}|${scope}`));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(values), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
}

/**
 * Opens a cursor made for this actor and `scope`.
 *
 * @throws BAD_USER_INPUT for anything else.
 */
export function openCursor(ctx: Ctx, scope: string, text: string): CursorValues {
  try {
    const bytes = Buffer.from(text, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', ctx.keys.tokens, bytes.subarray(0, NONCE), { authTagLength: TAG });
    decipher.setAAD(Buffer.from(`${ctx.actor.userId}|${scope}`));
    decipher.setAuthTag(bytes.subarray(-TAG));
    const plain = Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]).toString('utf8');
    // Authenticated above: only sealCursor can have written it.
    return JSON.parse(plain) as CursorValues;
  } catch {
    throw failure('BAD_USER_INPUT', 'The cursor does not belong to this list in this order: start again without it.');
  }
}
