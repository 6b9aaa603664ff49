import type { Ctx } from '../../context/context.ts';
import { type DataKey, sealValue } from '../sealing/envelope.ts';
import type { SealedColumn, SealedPlace } from '../sealing/place.ts';
import { Sealed, UnsealGrant } from '../sealing/sealed.ts';
import { bindKeyStore } from './bind-key-store.ts';
import { KeyProblem } from './key-problem.ts';
import type { KeyStore } from './key-store.ts';

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

/** Seals a document with the key of such a subject. */
export function sealOwn(key: DataKey, place: SealedPlace, document: unknown): Buffer {
  return sealValue(key, place, JSON.stringify(document));
}

/**
 * Opens what {@link sealOwn} sealed in a column for one subject; undefined once its key was destroyed. One look at the key
 * store for all.
 *
 * @param purpose the name of the work; whether it may be done was decided by whoever asks
 */
export async function openOwn(
  keyStore: KeyStore,
  at: SealedColumn,
  subjectId: number,
  purpose: string,
): Promise<(rowId: number, envelope: Uint8Array) => unknown> {
  const allows = (place: SealedPlace) => place.at === at && place.subjectId === subjectId;
  const grant = new UnsealGrant({ keys: await keyStore.load([subjectId]), purpose, allows });
  return (rowId, envelope) => {
    const opened = new Sealed({ at, rowId, subjectId }, envelope).unseal(grant);
    return opened.state === 'OPEN' ? JSON.parse(opened.text) : undefined;
  };
}
