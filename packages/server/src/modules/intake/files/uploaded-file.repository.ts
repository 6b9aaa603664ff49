import { join } from 'node:path';
import type { Selectable } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import { findSealedFile, type SealedFile } from '../../../platform/crypto/sealed-file/sealed-bytes.ts';
import type { Queryable, Tables } from '../../../platform/database/tables.ts';
import type { KeptDetection } from './file-settings.ts';

/** Whether a file can be read: NEEDS_ANSWER when a decision about it is unsure, PURGED when its bytes are gone. */
export type FileState = 'RECEIVED' | 'READABLE' | 'NEEDS_ANSWER' | 'REFUSED' | 'PURGED';

/** A file as it is stored. */
export type UploadedFileRow = Selectable<Tables['uploaded_file']>;

/** Where the bytes of a file are. */
export function filePath(ctx: Pick<Ctx, 'dataFolder'>, fileId: number): string {
  return join(ctx.dataFolder, 'files', String(fileId));
}

/**
 * The bytes of a file, sealed with the file's own key.
 *
 * @throws FileDestroyed
 */
export async function sealedFileOf(ctx: Pick<Ctx, 'dataFolder' | 'keyStore'>, fileId: number): Promise<SealedFile> {
  return await findSealedFile(ctx.keyStore, filePath(ctx, fileId), fileId);
}

/** The file with this key. */
export async function findFile(database: Queryable, id: number): Promise<UploadedFileRow | undefined> {
  return await database.selectFrom('uploaded_file').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The files with these keys, by key. */
export async function findFiles(database: Queryable, ids: readonly number[]): Promise<Map<number, UploadedFileRow>> {
  if (ids.length === 0) return new Map();
  const rows = await database
    .selectFrom('uploaded_file')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** What was found out about a file; null when it was refused. */
export function detectionOf(row: UploadedFileRow): KeptDetection | null {
  // Only receiveFile writes the column.
  return row.detection === null ? null : (JSON.parse(row.detection) as KeptDetection);
}
