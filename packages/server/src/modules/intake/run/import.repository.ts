import type { Selectable } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable, Tables, Trx } from '../../../platform/database/tables.ts';
import { publish } from '../../../platform/outbox/publish.ts';
import type { ImportKind, RowShape } from '../mapping/target-field.ts';
import type { ResumePoint } from '../reading/index.ts';
import type { ImportCounts } from './import-counts.ts';
import type { ImportMode, ImportSetup } from './import-setup.ts';
import type { ImportState } from './import-state.ts';

/** Rows and time of what an import is doing now. */
export interface ImportProgress {
  /** DRY_RUN, RUN, UNDO, REDO or PURGE. */
  readonly phase: string;
  readonly rows: number;
  readonly totalRows: number | null;
  readonly percent: number | null;
  /** Milliseconds since 1970, of the present run of the process, and the rows that were done then. */
  readonly since: number;
  readonly rowsThen: number;
  readonly at: number;
}

/** Where a run stands in the file. */
export interface RunCheckpoint {
  readonly resume: ResumePoint;
  readonly read: number;
  readonly lastLine: number;
}

/** An import with its JSON read. */
export interface ImportRecord {
  readonly id: number;
  readonly fileId: number;
  readonly kind: ImportKind;
  readonly state: ImportState;
  readonly sourceId: number | null;
  readonly rowShape: RowShape;
  readonly mode: ImportMode;
  readonly setup: ImportSetup;
  readonly templateId: number | null;
  readonly counts: ImportCounts;
  readonly dryRun: ImportCounts | null;
  readonly progress: ImportProgress | null;
  readonly jobId: number | null;
  readonly problem: string | null;
  readonly createdBy: number;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly undoneAt: number | null;
  readonly purgedAt: number | null;
  readonly version: number;
  /** JSON; its shape is that of what is being done. */
  readonly checkpoint: string | null;
  /** The samples, sealed. */
  readonly dryRunSamples: Uint8Array | null;
}

/** Reads a stored row. */
export function toImport(row: Selectable<Tables['import_run']>): ImportRecord {
  // All codes and JSON are written by this module from values of these types.
  return {
    id: row.id,
    fileId: row.file_id,
    kind: row.kind as ImportKind,
    state: row.state as ImportState,
    sourceId: row.source_id,
    rowShape: row.row_shape as RowShape,
    mode: row.mode as ImportMode,
    setup: JSON.parse(row.setup) as ImportSetup,
    templateId: row.template_id,
    counts: JSON.parse(row.counts) as ImportCounts,
    dryRun: row.dry_run === null ? null : (JSON.parse(row.dry_run) as ImportCounts),
    progress: row.progress === null ? null : (JSON.parse(row.progress) as ImportProgress),
    jobId: row.job_id,
    problem: row.problem,
    createdBy: row.created_by,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    undoneAt: row.undone_at,
    purgedAt: row.purged_at,
    version: row.version,
    checkpoint: row.checkpoint,
    dryRunSamples: row.dry_run_samples,
  };
}

/** The import with this key. */
export async function findImport(database: Queryable, id: number): Promise<ImportRecord | undefined> {
  const row = await database.selectFrom('import_run').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toImport(row);
}

/** The imports with these keys, in no order. */
export async function findImports(database: Queryable, ids: readonly number[]): Promise<ImportRecord[]> {
  if (ids.length === 0) return [];
  const rows = await database
    .selectFrom('import_run')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return rows.map(toImport);
}

/** The import with this key, which is known to be there. */
export async function getImport(database: Queryable, id: number): Promise<ImportRecord> {
  const found = await findImport(database, id);
  if (!found) throw new Error(`there is no import ${id}`);
  return found;
}

/** Columns that a change may set; JSON ready made. */
export type ImportChange = Partial<
  Omit<Selectable<Tables['import_run']>, 'id' | 'version' | 'created_at' | 'created_by' | 'file_id'>
>;

/**
 * Changes an import if it still is in one of the given states, and tells who watches it. Returns whether it was.
 */
export async function changeImport(
  trx: Trx,
  ctx: Ctx,
  id: number,
  from: readonly ImportState[],
  change: ImportChange,
): Promise<boolean> {
  const result = await trx
    .updateTable('import_run')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  await publish(trx, ctx, { type: 'import.changed', objectId: id });
  return true;
}

/** Finished or running imports of a file with these bytes into this source: what makes it a second time. */
export async function importsOfSameBytes(
  database: Queryable,
  sha256: string,
  sourceId?: number,
): Promise<ImportRecord[]> {
  const rows = await database
    .selectFrom('import_run')
    .innerJoin('uploaded_file', 'uploaded_file.id', 'import_run.file_id')
    .selectAll('import_run')
    .where('uploaded_file.sha256', '=', sha256)
    .where('import_run.state', 'in', ['QUEUED', 'RUNNING', 'PAUSED', 'DONE', 'REDOING'])
    .$if(sourceId !== undefined, (query) => query.where('import_run.source_id', '=', sourceId ?? 0))
    .orderBy('import_run.created_at', 'desc')
    .limit(20)
    .execute();
  return rows.map(toImport);
}

/** An import with what a list names it by. */
export interface ListedImport {
  readonly record: ImportRecord;
  readonly fileName: string;
  readonly sourceCode: string | null;
}

/** The latest imports, newest first. */
export async function recentImports(database: Queryable, limit: number): Promise<ListedImport[]> {
  const rows = await database
    .selectFrom('import_run')
    .innerJoin('uploaded_file', 'uploaded_file.id', 'import_run.file_id')
    .leftJoin('source', 'source.id', 'import_run.source_id')
    .selectAll('import_run')
    .select(['uploaded_file.name as file_name', 'source.code as source_code'])
    .orderBy('import_run.created_at', 'desc')
    .orderBy('import_run.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ record: toImport(row), fileName: row.file_name, sourceCode: row.source_code }));
}
