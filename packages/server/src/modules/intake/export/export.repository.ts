import type { DataClass } from '@dossier/shared/access';
import { join } from 'node:path';
import { type CustomerField, FIELD_CLASSES } from '@dossier/shared/facts';
import type { Locale } from '@dossier/shared/error';
import type { Selectable } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import { openOwn } from '../../../platform/crypto/key-store/own-key.ts';
import { findSealedFile, sealedBytes } from '../../../platform/crypto/sealed-file/sealed-bytes.ts';
import type { Queryable, Tables, Trx } from '../../../platform/database/tables.ts';
import type { StoredBytes } from '../../../platform/files/stored-bytes.ts';
import { publish } from '../../../platform/outbox/publish.ts';
import type { CustomerSelectionInput } from '../../search/index.ts';
import { EXPORT_SELECTION } from '../run/sealed-columns.ts';

/** Formats of exported files. */
export const EXPORT_FORMATS = ['CSV', 'XLSX'] as const;
/** See {@link EXPORT_FORMATS}. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Where an export stands; PAUSED while it waits for an approval. */
export type ExportState = 'QUEUED' | 'RUNNING' | 'PAUSED' | 'DONE' | 'FAILED' | 'CANCELLED';

/** An export with its JSON read. */
export interface ExportRecord {
  readonly id: number;
  readonly format: ExportFormat;
  readonly state: ExportState;
  /** Which customers, sealed. */
  readonly selection: Uint8Array | null;
  readonly fields: readonly CustomerField[];
  readonly reason: string | null;
  readonly locale: Locale;
  readonly totalRows: number | null;
  readonly rowCount: number | null;
  readonly fileName: string | null;
  readonly fileSize: number | null;
  readonly problem: string | null;
  readonly createdBy: number;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

function toExport(row: Selectable<Tables['export_run']>): ExportRecord {
  // All codes and JSON are written by this folder from values of these types.
  return {
    id: row.id,
    format: row.format as ExportFormat,
    state: row.state as ExportState,
    selection: row.selection,
    fields: fieldsOf(row),
    reason: row.reason,
    locale: row.locale as Locale,
    totalRows: row.total_rows,
    rowCount: row.row_count,
    fileName: row.file_name,
    fileSize: row.file_size,
    problem: row.problem,
    createdBy: row.created_by,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}

/** The fields of a stored export. */
export function fieldsOf(row: Pick<Selectable<Tables['export_run']>, 'fields'>): readonly CustomerField[] {
  // Written by createExport only.
  return JSON.parse(row.fields) as CustomerField[];
}

/** Which customers an export is of. */
export async function selectionOf(ctx: Pick<Ctx, 'keyStore'>, record: ExportRecord): Promise<CustomerSelectionInput> {
  const open = await openOwn(ctx.keyStore, EXPORT_SELECTION, record.id, 'EXPORT');
  const selection = record.selection && open(record.id, record.selection);
  if (!selection) throw new Error('an export that was removed is not made again');
  // Only createExport writes the column.
  return selection as CustomerSelectionInput;
}

/** The classes of what is exported; the number alone is INTERNAL. */
export function classesOf({ fields }: Pick<ExportRecord, 'fields'>): readonly DataClass[] {
  return [...new Set<DataClass>(['INTERNAL', ...fields.map((field) => FIELD_CLASSES[field])])];
}

/** Where the file of an export is. */
export function exportPath(ctx: Pick<Ctx, 'dataFolder'>, id: number): string {
  return join(ctx.dataFolder, 'exports', String(id));
}

/**
 * The content of the file of a finished export.
 *
 * @throws FileDestroyed when it was removed
 */
export async function exportBytes(ctx: Pick<Ctx, 'dataFolder' | 'keyStore'>, id: number): Promise<StoredBytes> {
  return sealedBytes(await findSealedFile(ctx.keyStore, exportPath(ctx, id), id));
}

/** The export with this key, if the actor made it: exports are their maker's alone. The system sees all. */
export async function findExport(ctx: Ctx, database: Queryable, id: number): Promise<ExportRecord | undefined> {
  const row = await database.selectFrom('export_run').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row || (ctx.actor.kind !== 'system' && row.created_by !== ctx.actor.userId)) return undefined;
  return toExport(row);
}

/** The actor's exports, newest first. */
export async function listExports(ctx: Ctx, first: number): Promise<ExportRecord[]> {
  const rows = await ctx.db.read
    .selectFrom('export_run')
    .selectAll()
    .where('created_by', '=', ctx.actor.userId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(first)
    .execute();
  return rows.map(toExport);
}

/** Changes an export and tells who watches it. */
export async function changeExport(
  trx: Trx,
  ctx: Ctx,
  id: number,
  change: Partial<
    Pick<
      Selectable<Tables['export_run']>,
      | 'state'
      | 'selection'
      | 'total_rows'
      | 'row_count'
      | 'file_name'
      | 'file_size'
      | 'problem'
      | 'finished_at'
      | 'job_id'
    >
  >,
): Promise<void> {
  await trx.updateTable('export_run').set(change).where('id', '=', id).execute();
  await publish(trx, ctx, { type: 'export.changed', objectId: id });
}
