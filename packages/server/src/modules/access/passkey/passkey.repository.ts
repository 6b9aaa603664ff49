import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';
import { digestOf } from '../secret-token.ts';

/** A passkey as its owner sees it, and what its signatures are checked with. */
export interface PasskeyRecord {
  readonly id: number;
  readonly credentialId: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly host: string;
  readonly name: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

/** A user's passkeys, oldest first; of one host only when it is given. */
export async function listPasskeys(db: Queryable, userId: number, host?: string): Promise<readonly PasskeyRecord[]> {
  let query = db.selectFrom('passkey').selectAll().where('user_id', '=', userId);
  if (host !== undefined) query = query.where('host', '=', host);
  const rows = await query.orderBy('id').limit(100).execute();
  return rows.map((row) => ({
    id: row.id,
    credentialId: row.credential,
    publicKey: row.public_key,
    counter: row.counter,
    transports: row.transports.split(',').filter((one) => one !== ''),
    host: row.host,
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }));
}

/** Keeps a new passkey; takes one id. */
export async function insertPasskey(
  trx: Trx,
  ctx: Ctx,
  userId: number,
  passkey: Pick<PasskeyRecord, 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'host' | 'name'>,
): Promise<number> {
  const id = ctx.db.ids.take();
  await trx
    .insertInto('passkey')
    .values({
      id,
      user_id: userId,
      credential_hash: digestOf(passkey.credentialId),
      credential: passkey.credentialId,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: passkey.transports.join(','),
      host: passkey.host,
      name: passkey.name,
      created_at: ctx.now(),
      last_used_at: null,
    })
    .execute();
  return id;
}

/** Notes a use; false when another use came in between, or the passkey is gone. */
export async function noteUse(trx: Trx, passkey: PasskeyRecord, counter: number, at: number): Promise<boolean> {
  const result = await trx
    .updateTable('passkey')
    .set({ counter, last_used_at: at })
    .where('id', '=', passkey.id)
    .where('counter', '=', passkey.counter)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes one of a user's passkeys away, or all of them; returns how many there were. */
export async function removePasskeys(trx: Trx, userId: number, id?: number): Promise<number> {
  let query = trx.deleteFrom('passkey').where('user_id', '=', userId);
  if (id !== undefined) query = query.where('id', '=', id);
  return Number((await query.executeTakeFirst()).numDeletedRows);
}
