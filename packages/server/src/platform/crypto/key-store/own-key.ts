import type { Ctx } from '../../context/context.ts';
import type { DataKey } from '../sealing/envelope.ts';
import { bindKeyStore } from './bind-key-store.ts';
import { KeyProblem } from './key-problem.ts';

/**
 * The key of a subject that is no customer, for example of a file: its own key in the database is its subject. Made when it
 * is not there. Call it before the transaction that keeps what is sealed with it.
 *
 * @throws KeyProblem when it was destroyed
 */
export async function ensureOwnKey(
  { db, keyStore, now }: Pick<Ctx, 'db' | 'keyStore' | 'now'>,
  subjectId: number,
): Promise<DataKey> {
  await bindKeyStore(db, keyStore, now());
  const key = (await keyStore.ensure([subjectId])).current(subjectId);
  if (!key) throw new KeyProblem('The key of what is to be sealed was destroyed.');
  return key;
}
