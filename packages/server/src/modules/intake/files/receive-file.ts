import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Ctx } from '../../../platform/context/context.ts';
import { ensureOwnKey } from '../../../platform/crypto/key-store/own-key.ts';
import { keyedDigest } from '../../../platform/crypto/keyed-digest.ts';
import { sealedBytes } from '../../../platform/crypto/sealed-file/sealed-bytes.ts';
import { writeSealedFile } from '../../../platform/crypto/sealed-file/sealing-stream.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { detectFile } from '../reading/index.ts';
import { isReadable, keptDetection } from './file-settings.ts';
import { destroyFile } from './destroy-file.ts';
import { filePath, type FileState, findFile, sealedFileOf, type UploadedFileRow } from './uploaded-file.repository.ts';

/** Largest file taken in unless told otherwise: 20 GB. */
export const LARGEST_FILE = 20 * 1024 ** 3;
const LONGEST_NAME = 200;

/**
 * Takes a file in as it streams: to disk, hashed and sealed on the way, never in memory. What it is and how it is to be read is
 * detected at once. Refuses a file over the limit; one that cannot be read is remembered with its reason, without its bytes.
 */
export async function receiveFile(
  ctx: Ctx,
  bytes: AsyncIterable<Uint8Array>,
  of: { name: string; largest?: number },
): Promise<UploadedFileRow> {
  await ctx.db.ids.ensure(1);
  const id = ctx.db.ids.take();
  try {
    const { size, sha256 } = await store(ctx, bytes, id, of.largest ?? LARGEST_FILE);
    return await keep(ctx, { id, size, sha256, name: of.name });
  } catch (error) {
    await destroyFile(ctx, id);
    throw error;
  }
}

async function store(ctx: Ctx, bytes: AsyncIterable<Uint8Array>, id: number, largest: number) {
  const digest = createHash('sha256');
  let size = 0;
  async function* counted() {
    for await (const chunk of bytes) {
      size += chunk.length;
      if (size > largest) refuse('FILE_TOO_LARGE', ['file'], { max: `${Math.floor(largest / 1024 ** 2)} MB` });
      digest.update(chunk);
      yield chunk;
    }
  }
  const path = filePath(ctx, id);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeSealedFile(path, counted(), { subjectId: id, key: await ensureOwnKey(ctx, id) });
  return { size, sha256: digest.digest('hex') };
}

async function keep(
  ctx: Ctx,
  file: { id: number; size: number; sha256: string; name: string },
): Promise<UploadedFileRow> {
  const detected = await detectFile(sealedBytes(await sealedFileOf(ctx, file.id)));
  const state: FileState = !isReadable(detected) ? 'REFUSED' : detected.outcome === 'ask' ? 'NEEDS_ANSWER' : 'READABLE';
  await ctx.db.transaction(async (trx) => {
    await trx
      .insertInto('uploaded_file')
      .values({
        id: file.id,
        name: cleanName(file.name),
        size: file.size,
        sha256: file.sha256,
        state,
        problem: isReadable(detected) ? null : detected.code,
        detection: isReadable(detected) ? JSON.stringify(keptDetection(detected, file.size)) : null,
        uploaded_at: ctx.now(),
        uploaded_by: ctx.actor.userId,
      })
      .execute();
    await recordAudit(trx, ctx, {
      action: 'file.uploaded',
      objectType: 'file',
      objectId: file.id,
      detail: { size: file.size, digest: keyedDigest(ctx.keys, 'file', file.sha256) },
    });
  });
  // It is remembered with its reason; its bytes are of no use to anybody.
  if (state === 'REFUSED') await destroyFile(ctx, file.id);
  const row = await findFile(ctx.db.read, file.id);
  if (!row) throw new Error('the file was not kept');
  return row;
}

/** The last part of a path, without characters that no name shows. */
function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  // oxlint-disable-next-line no-control-regex -- control characters are what this takes out
  return last.replaceAll(/[\u0000-\u001f\u007f]/g, '').slice(-LONGEST_NAME) || 'file';
}
