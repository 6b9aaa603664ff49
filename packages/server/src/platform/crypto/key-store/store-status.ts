import { z } from 'zod';
import type { KeyStore } from './key-store.ts';

/** Whether the keys could be had back if this machine were lost. OUTDATED: keys were rotated since. */
export type RecoveryState = 'NOT_EXPORTED' | 'OUTDATED' | 'EXPORTED';

/** Which versions a recovery file holds. */
export interface RecoveryCover {
  readonly master: readonly number[];
  readonly index: readonly number[];
}

/** What is known of the recovery file. */
export interface RecoveryStatus {
  readonly state: RecoveryState;
  /** Milliseconds since 1970; of the last one that was written. */
  readonly exportedAt: number | undefined;
}

/** The keys, without the keys. */
export interface KeyStoreStatus {
  readonly storeId: string;
  readonly wrapper: 'file' | 'transit';
  /** The file or service that wraps. */
  readonly place: string;
  readonly masterVersion: number;
  /** Versions there have been, and how many subjects' keys are wrapped with each. */
  readonly masterVersions: readonly { readonly version: number; readonly createdAt: number; readonly keys: number }[];
  readonly indexVersions: readonly {
    readonly version: number;
    readonly createdAt: number;
    readonly current: boolean;
  }[];
  /** Of how many subjects the keys were destroyed. */
  readonly destroyed: number;
  readonly recovery: RecoveryStatus;
}

const coverSchema = z.object({ master: z.array(z.int()), index: z.array(z.int()) });

/** Whether there is a recovery file with today's keys. Cheap: for the banner. */
export async function recoveryStatus(store: KeyStore): Promise<RecoveryStatus> {
  const { db, wrapper } = await store.parts();
  const row = await db.read
    .selectFrom('key_store')
    .select(['recovery_at', 'recovery_covers'])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow();
  if (row.recovery_at === null) return { state: 'NOT_EXPORTED', exportedAt: undefined };
  const covered = coverSchema.parse(JSON.parse(row.recovery_covers ?? '{}'));
  const index = await db.read.selectFrom('index_key').select('version').execute();
  // A service keeps its master keys itself.
  const isMasterCovered = wrapper.kind === 'transit' || covered.master.includes(await wrapper.currentVersion());
  const isCovered = isMasterCovered && index.every(({ version }) => covered.index.includes(version));
  return { state: isCovered ? 'EXPORTED' : 'OUTDATED', exportedAt: row.recovery_at };
}

/** Notes that a recovery file was written. */
export async function noteRecovery(store: KeyStore, covers: RecoveryCover): Promise<void> {
  const { db, now } = await store.parts();
  const row = { recovery_at: now(), recovery_covers: JSON.stringify(covers) };
  await db.transaction(async (trx) => await trx.updateTable('key_store').set(row).where('id', '=', 1).execute());
}

/** What an operator may know of the keys. Counts all of them. */
export async function keyStoreStatus(store: KeyStore): Promise<KeyStoreStatus> {
  const { db, wrapper } = await store.parts();
  const [masters, counts, index, destroyed] = await Promise.all([
    db.read.selectFrom('master_key').select(['version', 'created_at']).orderBy('version').execute(),
    db.read
      .selectFrom('subject_key')
      .select(({ fn }) => ['master_version', fn.countAll<number>().as('keys')])
      .groupBy('master_version')
      .execute(),
    db.read.selectFrom('index_key').select(['version', 'created_at', 'state']).orderBy('version').execute(),
    db.read
      .selectFrom('tombstone')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  ]);
  return {
    storeId: await store.ready(),
    wrapper: wrapper.kind,
    place: wrapper.place,
    masterVersion: await wrapper.currentVersion(),
    masterVersions: masters.map(({ version, created_at }) => ({
      version,
      createdAt: created_at,
      keys: Number(counts.find((one) => one.master_version === version)?.keys ?? 0),
    })),
    indexVersions: index.map(({ version, created_at, state }) => ({
      version,
      createdAt: created_at,
      current: state === 'CURRENT',
    })),
    destroyed: Number(destroyed.count),
    recovery: await recoveryStatus(store),
  };
}
