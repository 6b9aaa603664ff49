import type { Ctx } from '../../../platform/context/context.ts';
import { findFiles } from '../files/uploaded-file.repository.ts';
import { restingSince } from './release-file.ts';
import { UNUSED_KEPT_MS } from './sweep-files.job.ts';

/** A file that an import was made from, and when its key is destroyed at the latest (ms). */
export interface FileEnd {
  readonly fileId: number;
  readonly name: string;
  readonly readableUntil: number;
}

/** The files of these imports that can still be read; of one that is being imported, the end is counted from now. */
export async function filesOfImports(ctx: Ctx, importIds: readonly number[]): Promise<FileEnd[]> {
  if (importIds.length === 0) return [];
  const { read } = ctx.db;
  const touched = await read
    .selectFrom('import_run')
    .select('file_id')
    .distinct()
    .where('id', 'in', [...importIds])
    .execute();
  const files = await findFiles(
    read,
    touched.map(({ file_id }) => file_id),
  );
  const left = [...files.values()].filter(({ state }) => state !== 'PURGED');
  if (left.length === 0) return [];
  // All imports of a file: the last of them counts.
  const imports = await read
    .selectFrom('import_run')
    .select(['file_id', 'finished_at', 'started_at', 'created_at'])
    .select((eb) => eb.case().when(restingSince(eb, Number.MAX_SAFE_INTEGER)).then(1).else(0).end().as('rests'))
    .where(
      'file_id',
      'in',
      left.map(({ id }) => id),
    )
    .where('state', '<>', 'PURGED')
    .execute();
  return left.map(({ id, name }) => {
    const since = imports
      .filter(({ file_id }) => file_id === id)
      .map((run) => (run.rests === 1 ? (run.finished_at ?? run.started_at ?? run.created_at) : ctx.now()));
    return { fileId: id, name, readableUntil: Math.max(...since) + UNUSED_KEPT_MS };
  });
}
