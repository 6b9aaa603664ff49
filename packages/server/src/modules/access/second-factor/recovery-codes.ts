import { createHmac, randomBytes } from 'node:crypto';
import type { Ctx, Services } from '../../../platform/context/context.ts';
import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';
import type { UseUp } from './totp.ts';

/** How many there are at a time. */
export const RECOVERY_CODES = 10;
const CODE_BYTES = 10;
// Crockford's base 32: no letter that is read as another sign.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 4;

/** Ten new codes of 80 bits each, as `0000-0000-0000-0000`. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, () => inGroups(toBase32(randomBytes(CODE_BYTES))));
}

/** Keeps digests of a user's codes in place of all earlier ones. Takes {@link RECOVERY_CODES} ids. */
export async function keepRecoveryCodes(trx: Trx, ctx: Ctx, userId: number, codes: readonly string[]): Promise<void> {
  await trx.deleteFrom('recovery_code').where('user_id', '=', userId).execute();
  const rows = codes.map((code) => [ctx.db.ids.take(), userId, digestOfCode(ctx, userId, code), null]);
  await bulkInsert(trx, 'recovery_code', ['id', 'user_id', 'code_hash', 'used_at'], rows);
}

/** Whether a code is one of the user's that was not used, and how it is used up. */
export async function examineRecoveryCode(ctx: Ctx, userId: number, code: string): Promise<UseUp | undefined> {
  const row = await ctx.db.read
    .selectFrom('recovery_code')
    .select('id')
    .where('user_id', '=', userId)
    .where('code_hash', '=', digestOfCode(ctx, userId, code))
    .where('used_at', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  return async (trx) => {
    const used = await trx
      .updateTable('recovery_code')
      .set({ used_at: ctx.now() })
      .where('id', '=', row.id)
      .where('used_at', 'is', null)
      .executeTakeFirst();
    return used.numUpdatedRows > 0n;
  };
}

/** How many of a user's codes were not used. */
export async function countRecoveryCodes(db: Queryable, userId: number): Promise<number> {
  const rows = await db
    .selectFrom('recovery_code')
    .select('id')
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .execute();
  return rows.length;
}

// A plain digest would be enough for 80 random bits; the key and the user make the table useless without the installation.
function digestOfCode(services: Services, userId: number, code: string): string {
  return createHmac('sha256', services.keys.digests)
    .update(`recovery ${userId} ${plain(code)}`)
    .digest('hex');
}

/** As it was printed, whatever a person made of it: small letters, O for 0, I and L for 1, other dashes or none. */
function plain(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
    .replaceAll(/[^0-9A-Z]/g, '');
}

function toBase32(bytes: Buffer): string {
  let text = '';
  for (let number = BigInt(`0x${bytes.toString('hex')}`), i = 0; i < (bytes.length * 8) / 5; i++, number >>= 5n) {
    text = ALPHABET.charAt(Number(number & 31n)) + text;
  }
  return text;
}

function inGroups(text: string): string {
  return Array.from({ length: text.length / GROUP }, (_, i) => text.slice(i * GROUP, (i + 1) * GROUP)).join('-');
}
