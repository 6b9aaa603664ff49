import type { KeyStore } from './key-store.ts';

const AT_ONCE = 500;

/** A subject whose keys were destroyed. */
export interface Tombstone {
  readonly subjectId: number;
  readonly destroyedAt: number;
}

/** Whose keys were ever destroyed, in order, some hundred at a time. */
export async function* tombstonesOf(store: KeyStore): AsyncGenerator<readonly Tombstone[]> {
  const { db } = await store.parts();
  for (let after = 0; ;) {
    const rows = await db.read
      .selectFrom('tombstone')
      .selectAll()
      .where('subject_id', '>', after)
      .orderBy('subject_id')
      .limit(AT_ONCE)
      .execute();
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(({ subject_id, destroyed_at }) => ({ subjectId: subject_id, destroyedAt: Number(destroyed_at) }));
    after = last.subject_id;
  }
}

/** The highest subject below `limit` that has or had keys; 0 when there is none. */
export async function highestSubject(store: KeyStore, limit: number): Promise<number> {
  const { db } = await store.parts();
  const highest = await Promise.all(
    (['subject_key', 'tombstone'] as const).map(async (table) => {
      const { most } = await db.read
        .selectFrom(table)
        .select(({ fn }) => fn.max<number | null>('subject_id').as('most'))
        .where('subject_id', '<', limit)
        .executeTakeFirstOrThrow();
      return Number(most ?? 0);
    }),
  );
  return Math.max(...highest);
}
