import { createSecretKey, randomBytes } from 'node:crypto';
import type { DataKey } from '../sealing/envelope.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import type { KeyCache, SubjectKeys } from './key-cache.ts';
import { KEY_BYTES } from './master-file.ts';
import type { StoreDatabase } from './store-database.ts';
import { addSubjectKeys, countEpoch, readSubjectKeys, readTombstones, type SubjectKeyRow } from './subject-rows.ts';

/** What subjects' keys are made and read with. */
export interface SubjectKeysTools {
  readonly db: StoreDatabase;
  readonly wrapper: KeyWrapper;
  readonly cache: KeyCache;
  readonly now: () => number;
}

/** The keys of those subjects that have or had some. */
export async function loadSubjectKeys(
  tools: SubjectKeysTools,
  subjectIds: readonly number[],
): Promise<Map<number, SubjectKeys>> {
  const known = new Map<number, SubjectKeys>();
  const remember = remembering(tools.cache, known);
  const unknown: number[] = [];
  for (const id of new Set(subjectIds)) {
    const keys = tools.cache.get(id);
    if (keys === undefined) unknown.push(id);
    else known.set(id, keys);
  }
  if (unknown.length === 0) return known;
  const rows = await readSubjectKeys(tools.db.read, unknown);
  // Read after the keys: what is destroyed in between is seen as destroyed.
  const destroyed = await readTombstones(tools.db.read, unknown);
  const living = rows.filter((row) => !destroyed.has(row.subject_id));
  for (const [id, keys] of await unwrapRows(tools.wrapper, living)) remember(id, keys);
  for (const id of destroyed) remember(id, 'DESTROYED');
  return known;
}

/**
 * The keys of all these subjects; new ones are made for those that never had any, and committed before this returns.
 * Those of destroyed subjects stay destroyed.
 */
export async function ensureSubjectKeys(
  tools: SubjectKeysTools,
  subjectIds: readonly number[],
): Promise<Map<number, SubjectKeys>> {
  const known = await loadSubjectKeys(tools, subjectIds);
  const without = [...new Set(subjectIds)].filter((id) => !known.has(id));
  for (const [id, keys] of await makeKeys(tools, without, 1)) known.set(id, keys);
  return known;
}

/**
 * Makes a further key for each of these subjects, unless it is there: what is sealed from now on is sealed with it. Other
 * processes learn of it at their next use. Those of destroyed subjects stay destroyed.
 */
export async function addGeneration(
  tools: SubjectKeysTools,
  subjectIds: readonly number[],
  generation: number,
): Promise<Map<number, SubjectKeys>> {
  const living = [...(await loadSubjectKeys(tools, subjectIds))].flatMap(([id, keys]) => {
    return keys === 'DESTROYED' || keys.some((one) => one.generation >= generation) ? [] : [id];
  });
  await makeKeys(tools, living, generation);
  tools.cache.clear();
  return await loadSubjectKeys(tools, subjectIds);
}

async function makeKeys(
  tools: SubjectKeysTools,
  subjectIds: readonly number[],
  generation: number,
): Promise<Map<number, SubjectKeys>> {
  const made = new Map<number, SubjectKeys>();
  if (subjectIds.length === 0) return made;
  const { db, wrapper, cache } = tools;
  const remember = remembering(cache, made);
  const random = randomBytes(subjectIds.length * KEY_BYTES);
  const plain = new Map(subjectIds.map((id, i) => [id, random.subarray(i * KEY_BYTES, (i + 1) * KEY_BYTES)]));
  // Before the transaction: a service of keys may be far away.
  const rows = await wrapNew(tools, plain, generation);
  const isSqlite = db.address.engine === 'sqlite';
  const stored = await db.transaction(async (trx) => {
    const added = await addSubjectKeys(trx, rows, isSqlite);
    if (generation > 1) await countEpoch(trx);
    // When all were added, nobody was first with one.
    return added === rows.length ? rows : await readSubjectKeys(trx, subjectIds);
  });
  const ours = new Map(rows.map((row) => [row.subject_id, row.wrapped]));
  const others: SubjectKeyRow[] = [];
  for (const row of stored) {
    const bytes = plain.get(row.subject_id);
    const isOurs = row.generation === generation && ours.get(row.subject_id)?.equals(row.wrapped);
    if (!isOurs || !bytes || generation > 1) others.push(row);
    else remember(row.subject_id, [{ key: createSecretKey(bytes), generation, masterVersion: row.master_version }]);
  }
  random.fill(0);
  // Another process was first with these.
  for (const [id, keys] of await unwrapRows(wrapper, others)) remember(id, keys);
  // Somebody may have destroyed one of them in this very moment.
  for (const id of await readTombstones(db.read, subjectIds)) remember(id, 'DESTROYED');
  return made;
}

async function wrapNew(
  { wrapper, now }: SubjectKeysTools,
  plain: ReadonlyMap<number, Buffer>,
  generation: number,
): Promise<readonly (SubjectKeyRow & { readonly wrapped: Buffer })[]> {
  const wrapped = await wrapper.wrap([...plain].map(([id, key]) => ({ bound: boundTo(id, generation), key })));
  const created_at = now();
  return [...plain.keys()].map((subject_id, i) => {
    const one = wrapped[i];
    if (!one) throw new Error('the key wrapper answered with too few keys');
    return { subject_id, generation, master_version: one.masterVersion, wrapped: one.wrapped, created_at };
  });
}

/** Remembers keys for this call and, unless something was destroyed meanwhile, for later ones. */
function remembering(cache: KeyCache, known: Map<number, SubjectKeys>): (id: number, keys: SubjectKeys) => void {
  const { stamp } = cache;
  return (id, keys) => {
    known.set(id, keys);
    cache.set(id, keys, stamp);
  };
}

async function unwrapRows(wrapper: KeyWrapper, rows: readonly SubjectKeyRow[]): Promise<Map<number, DataKey[]>> {
  const bySubject = new Map<number, DataKey[]>();
  if (rows.length === 0) return bySubject;
  const plain = await wrapper.unwrap(
    rows.map((row) => ({
      bound: boundTo(row.subject_id, row.generation),
      masterVersion: row.master_version,
      wrapped: asBuffer(row.wrapped),
    })),
  );
  for (const [i, row] of rows.entries()) {
    const bytes = plain[i];
    if (!bytes) throw new Error('the key wrapper answered with too few keys');
    const keys = bySubject.get(row.subject_id) ?? [];
    keys.push({ key: createSecretKey(bytes), generation: row.generation, masterVersion: row.master_version });
    bytes.fill(0);
    bySubject.set(row.subject_id, keys);
  }
  return bySubject;
}

/** What a wrapped key is bound to. */
export function boundTo(subjectId: number, generation: number): string {
  return `subject-key|${subjectId}|${generation}`;
}

/** The same bytes as a Buffer. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
