import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Queryable, Tables } from '../../../platform/database/tables.ts';
import { headerFingerprint, normaliseHeader } from './normalise-header.ts';
import type { ColumnMapping, ImportKind, RowShape, TargetField } from './target-field.ts';

/** A template with its JSON read. */
export interface TemplateRecord {
  readonly id: number;
  readonly name: string;
  readonly sourceId: number | null;
  readonly kind: ImportKind;
  readonly rowShape: RowShape;
  readonly mode: string;
  readonly mapping: readonly ColumnMapping[];
  readonly keys: readonly (readonly TargetField[])[];
  readonly phoneRegion: string | null;
  readonly timeZone: string | null;
  readonly currency: string | null;
  readonly updatedAt: number;
}

function toTemplate(row: Selectable<Tables['import_template']>): TemplateRecord {
  // All codes and JSON are written by saveTemplate from values of these types.
  return {
    id: row.id,
    name: row.name,
    sourceId: row.source_id,
    kind: row.kind as ImportKind,
    rowShape: row.row_shape as RowShape,
    mode: row.mode,
    mapping: JSON.parse(row.mapping) as ColumnMapping[],
    keys: JSON.parse(row.keys) as TargetField[][],
    phoneRegion: row.phone_region,
    timeZone: row.time_zone,
    currency: row.currency,
    updatedAt: row.updated_at,
  };
}

/** The digest under which templates are found by the headers of a file. */
export function fingerprintOf(columns: readonly string[]): string {
  return createHash('sha256').update(headerFingerprint(columns)).digest('hex');
}

/** The template with this key. */
export async function findTemplate(database: Queryable, id: number): Promise<TemplateRecord | undefined> {
  const row = await database.selectFrom('import_template').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toTemplate(row);
}

/** Templates, those of one source or all, the latest first. */
export async function listTemplates(database: Queryable, sourceId?: number): Promise<TemplateRecord[]> {
  const rows = await database
    .selectFrom('import_template')
    .selectAll()
    .$if(sourceId !== undefined, (query) => query.where('source_id', '=', sourceId ?? 0))
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map(toTemplate);
}

/** The template made for a file with the same headers; of several the source's own, then the latest. */
export async function templateForHeaders(
  database: Queryable,
  columns: readonly string[],
  of: { sourceId: number | null; kind: ImportKind | undefined },
): Promise<TemplateRecord | undefined> {
  const rows = await database
    .selectFrom('import_template')
    .selectAll()
    .where('fingerprint', '=', fingerprintOf(columns))
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .execute();
  const fitting = rows.map(toTemplate).filter(({ kind }) => of.kind === undefined || kind === of.kind);
  return fitting.find(({ sourceId }) => sourceId === of.sourceId) ?? fitting[0];
}

/** A template's mapping over the columns of another file: by header, whatever the order; new columns are other data. */
export function applyTemplate(template: TemplateRecord, columns: readonly string[]): ColumnMapping[] {
  const byHeader = new Map(template.mapping.map((entry) => [normaliseHeader(entry.column), entry]));
  return columns.map((column, index) => {
    const known = byHeader.get(normaliseHeader(column));
    if (!known) return { column, index, target: 'OTHER_DATA', options: {}, confidence: 0, reason: 'UNKNOWN' };
    return { column, index, target: known.target, options: known.options, confidence: 1, reason: 'TEMPLATE' };
  });
}
