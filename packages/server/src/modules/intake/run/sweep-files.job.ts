import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ctx } from '../../../platform/context/context.ts';
import { defineJob } from '../../../platform/jobs/define-job.ts';
import { Refused } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { destroyFile } from '../files/destroy-file.ts';
import { findFiles } from '../files/uploaded-file.repository.ts';
import { discardImport } from './discard-import.ts';
import { ALLOWED } from './import-state.ts';
import { forgetOldImports } from './forget-old-imports.ts';
import { releaseFile, restingSince } from './release-file.ts';
import { scratchFolder } from './run-import.job.ts';

const DAY_MS = 24 * 3_600_000;
/**
 * How long a file that was never imported is kept, and a draft that was never started; after the end of an import, its file,
 * its rejected rows and its examples.
 */
export const UNUSED_KEPT_MS = 30 * DAY_MS;
/** Bytes that no upload is at any more: a process that took them in was killed. */
const LEFT_BEHIND_MS = DAY_MS;
const AT_ONCE = 100;
const NO_IMPORT = 0;

/**
 * Destroys what is kept of files and nobody needs any more: drafts, files without an import and what imports kept of theirs
 * after 30 days, and bytes that killed processes left behind. What imports brought in stays, and can be taken back.
 */
export const sweepFilesJob = defineJob<object>({
  kind: 'file.sweep',
  run: async ({ ctx, signal }) => {
    const before = ctx.now() - UNUSED_KEPT_MS;
    await discardOldDrafts(ctx, before, signal);
    await forgetOldImports(ctx, before, signal);
    await removeOldFiles(ctx, before, signal);
    await removeLeftBehind(ctx, signal);
    await removeOldScratch(ctx, signal);
  },
});

async function discardOldDrafts(ctx: Ctx, before: number, signal: AbortSignal): Promise<void> {
  for (let after = 0; ;) {
    const drafts = await ctx.db.read
      .selectFrom('import_run')
      .select('id')
      .where('created_at', '<', before)
      .where('state', 'in', [...ALLOWED.discard])
      .where('id', '>', after)
      .orderBy('id')
      .limit(AT_ONCE)
      .execute();
    for (const { id } of drafts) {
      signal.throwIfAborted();
      // Started or discarded by somebody in between.
      await discardImport(ctx, id).catch((error: unknown) => {
        if (!(error instanceof Refused)) throw error;
      });
    }
    const last = drafts.at(-1);
    if (!last) return;
    after = last.id;
  }
}

async function removeOldFiles(ctx: Ctx, before: number, signal: AbortSignal): Promise<void> {
  for (let after = 0; ;) {
    const files = await ctx.db.read
      .selectFrom('uploaded_file as file')
      .select('file.id')
      .where('file.uploaded_at', '<', before)
      .where('file.state', 'in', ['RECEIVED', 'READABLE', 'NEEDS_ANSWER'])
      .where('file.id', '>', after)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('import_run')
              .select('import_run.id')
              .whereRef('import_run.file_id', '=', 'file.id')
              .where((of) => of.not(restingSince(of, before))),
          ),
        ),
      )
      .orderBy('file.id')
      .limit(AT_ONCE)
      .execute();
    for (const { id } of files) {
      signal.throwIfAborted();
      await removeFile(ctx, id, before);
    }
    const last = files.at(-1);
    if (!last) return;
    after = last.id;
  }
}

async function removeFile(ctx: Ctx, id: number, before: number): Promise<void> {
  await ctx.db.ids.ensure(2);
  const isReleased = await ctx.db.transaction(async (trx) => {
    // An import of it may have begun in between.
    if (!(await releaseFile(trx, id, NO_IMPORT, before))) return false;
    await recordAudit(trx, ctx, { action: 'file.removed', objectType: 'file', objectId: id });
    return true;
  });
  if (isReleased) await destroyFile(ctx, id);
}

async function removeLeftBehind(ctx: Ctx, signal: AbortSignal): Promise<void> {
  const folder = join(ctx.dataFolder, 'files');
  const names = await readdir(folder).catch(() => []);
  const known = names.filter((name) => /^\d+(?:\.part)?$/.test(name));
  for (let at = 0; at < known.length; at += AT_ONCE) {
    signal.throwIfAborted();
    const some = known.slice(at, at + AT_ONCE);
    const rows = await findFiles(
      ctx.db.read,
      some.map((name) => Number.parseInt(name, 10)),
    );
    for (const name of some) {
      const id = Number.parseInt(name, 10);
      const state = rows.get(id)?.state;
      const isKept = state !== undefined && state !== 'REFUSED' && state !== 'PURGED';
      if (isKept && !name.endsWith('.part')) continue;
      const path = join(folder, name);
      if (!(await isLeftBehind(ctx, path))) continue;
      await rm(path, { force: true });
      if (!isKept) await destroyFile(ctx, id);
    }
  }
}

/** What killed rehearsals and imports that nobody went on with left: it holds copies of customers. Who goes on makes it anew. */
async function removeOldScratch(ctx: Ctx, signal: AbortSignal): Promise<void> {
  const folder = scratchFolder(ctx);
  for (const name of await readdir(folder).catch(() => [])) {
    signal.throwIfAborted();
    const path = join(folder, name);
    if (await isLeftBehind(ctx, path)) await rm(path, { force: true });
  }
}

async function isLeftBehind(ctx: Ctx, path: string): Promise<boolean> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
  return mtimeMs < ctx.now() - LEFT_BEHIND_MS;
}
