import type { Reader } from '../../../platform/database/tables.ts';

const PER_READ = 1_000;

/** The lines of all checkpoints in the database, oldest first: what a new witness is begun with. */
export async function* storedCheckpoints(read: Reader): AsyncGenerator<string, void, undefined> {
  for (let after = 0; ;) {
    const rows = await read
      .selectFrom('audit_checkpoint')
      .select(['number', 'line'])
      .where('number', '>', after)
      .orderBy('number')
      .limit(PER_READ)
      .execute();
    for (const { line } of rows) yield line;
    after = rows.at(-1)?.number ?? after;
    if (rows.length < PER_READ) return;
  }
}
