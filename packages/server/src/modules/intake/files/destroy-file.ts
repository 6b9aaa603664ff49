import { rm } from 'node:fs/promises';
import type { Ctx } from '../../../platform/context/context.ts';
import { filePath } from './uploaded-file.repository.ts';

/**
 * Destroys the bytes of a file: first its key, which makes every copy of it unreadable, then the file. For one that is marked
 * as purged or was never kept; repeated, it does nothing. Whoever is killed in between leaves the file, which `file.sweep`
 * finds.
 */
export async function destroyFile(ctx: Pick<Ctx, 'dataFolder' | 'keyStore'>, fileId: number): Promise<void> {
  await ctx.keyStore.destroy([fileId]);
  await rm(filePath(ctx, fileId), { force: true });
}
