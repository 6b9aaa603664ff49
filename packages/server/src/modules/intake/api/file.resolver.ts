import { Arg, Ctx as FromContext, ID, Query, Resolver, Root } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { sealedBytes } from '../../../platform/crypto/sealed-file/sealed-bytes.ts';
import { ReadableResolver } from '../../../platform/graphql/exposure.ts';
import { failure } from '../../../platform/graphql/failure.ts';
import { isReadable, keptDetection, overridesOf } from '../files/file-settings.ts';
import { findFile, sealedFileOf } from '../files/uploaded-file.repository.ts';
import { detectFile, readRows } from '../reading/index.ts';
import { importsOfSameBytes } from '../run/import.repository.ts';
import { fileMessage, rowMessage } from '../run/row-message.ts';
import { FilePreview, FileSettingsInput, UploadedFile } from './file.type.ts';
import { Import, toImportType } from './import.type.ts';
import { toDetection, toFile } from './to-file.ts';

const PREVIEW_ROWS = 20;

/** Files that were brought in. */
@Resolver(() => UploadedFile)
export class FileResolver {
  @Query(() => UploadedFile, {
    nullable: true,
    description: 'One file; null when there is none with this id. Needs IMPORT_RUN.',
  })
  async uploadedFile(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<UploadedFile | null> {
    const key = ctx.publicIds.decode('fil', id);
    const row = key === undefined ? undefined : await findFile(ctx.db.read, key);
    return row ? toFile(row) : null;
  }

  @ReadableResolver(
    () => FilePreview,
    'INTERNAL',
    'The first rows, read under these decisions; null when the file cannot be read.',
    { nullable: true },
  )
  async preview(
    @Root() file: UploadedFile,
    @Arg('settings', () => FileSettingsInput, { nullable: true, description: 'Decisions to try.' })
    settings: FileSettingsInput | null,
    @FromContext() ctx: Ctx,
  ): Promise<FilePreview | null> {
    if (file.state === 'PURGED' || file.state === 'REFUSED') return null;
    const bytes = sealedBytes(await sealedFileOf(ctx, file.key));
    const detected = await detectFile(bytes, overridesOf(settings ?? {}));
    if (!isReadable(detected)) throw failure('BAD_USER_INPUT', fileMessage(detected.code, ctx.locale));
    const detection = toDetection(keptDetection(detected, Number(file.size)), settings ?? {});
    const notes = detected.notes.map(({ cells }) => cells);
    for await (const batch of readRows(bytes, detected.settings)) {
      return {
        columns: detected.settings.columns,
        rows: batch.rows.slice(0, PREVIEW_ROWS).map(({ cells }) => cells),
        notes,
        rejected: batch.rejected.slice(0, PREVIEW_ROWS).map(({ number, code, raw }) => ({
          row: number,
          column: null,
          code,
          message: rowMessage(code, {}, ctx.locale),
          cells: [raw],
        })),
        detection,
      };
    }
    return { columns: detected.settings.columns, rows: [], notes, rejected: [], detection };
  }

  @ReadableResolver(() => [Import], 'INTERNAL', 'Imports of the same bytes that stand, newest first.')
  async alreadyImportedBy(@Root() file: UploadedFile, @FromContext() ctx: Ctx): Promise<Import[]> {
    return (await importsOfSameBytes(ctx.db.read, file.sha256)).map(toImportType);
  }
}
