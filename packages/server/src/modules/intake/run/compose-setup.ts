import type { Ctx } from '../../../platform/context/context.ts';
import { sealedBytes } from '../../../platform/crypto/sealed-file/sealed-bytes.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { numberPatterns } from '../../customer/index.ts';
import { type FileSettings, isReadable, overridesOf } from '../files/file-settings.ts';
import { sealedFileOf } from '../files/uploaded-file.repository.ts';
import { suggestMapping } from '../mapping/suggest-mapping.ts';
import type { ColumnMapping, ImportKind, RowShape, TargetField } from '../mapping/target-field.ts';
import {
  applyTemplate,
  findTemplate,
  type TemplateRecord,
  templateForHeaders,
} from '../mapping/template.repository.ts';
import { detectFile, type DetectedTableFile, type Row } from '../reading/index.ts';
import type { ImportMode, ImportSetup } from './import-setup.ts';
import { matchFieldOf, suggestKeys } from './import-setup.ts';
import { type MappingInput, readMappingInput } from './read-mapping-input.ts';

/** What a person decides about an import; what is absent stays as it is, or is suggested. */
export interface SetupInput {
  readonly fileSettings?: FileSettings | null;
  readonly kind?: ImportKind | null;
  readonly rowShape?: RowShape | null;
  readonly mode?: ImportMode | null;
  readonly mapping?: readonly MappingInput[] | null;
  readonly keys?: readonly (readonly TargetField[])[] | null;
  readonly phoneRegion?: string | null;
  readonly timeZone?: string | null;
  readonly currency?: string | null;
  /** Primary key of a template. */
  readonly templateId?: number | null;
}

/** The part of an import that a setup decides. */
export interface ComposedSetup {
  readonly kind: ImportKind;
  readonly rowShape: RowShape;
  readonly mode: ImportMode;
  readonly templateId: number | null;
  readonly setup: ImportSetup;
}

/** A file as it will be read, with its first rows. */
export type ReadableFile = DetectedTableFile & { readonly sample: Row[] };

/** Detects a file under a person's decisions. Refuses one that cannot be read. */
export async function detectReadable(ctx: Ctx, fileId: number, settings: FileSettings): Promise<ReadableFile> {
  const detected = await detectFile(sealedBytes(await sealedFileOf(ctx, fileId)), overridesOf(settings));
  if (!isReadable(detected)) refuse('FILE_UNREADABLE', ['fileSettings'], { reason: detected.message });
  return detected;
}

/**
 * Makes the setup of an import from what is known, a person's input, a template and what the file suggests, in this
 * order of weight: input, template, present setup, suggestion. Changed file settings make a new suggestion.
 */
export async function composeSetup(
  ctx: Ctx,
  fileId: number,
  sourceId: number | null,
  input: SetupInput,
  current?: ComposedSetup,
): Promise<ComposedSetup> {
  const fileSettings = input.fileSettings ?? current?.setup.fileSettings ?? {};
  const detected = await detectReadable(ctx, fileId, fileSettings);
  const { columns } = detected.settings;
  const template = await chooseTemplate(ctx, columns, sourceId, input, current);
  const settings = await ctx.settings();
  const phoneRegion = input.phoneRegion ?? template?.phoneRegion ?? current?.setup.phoneRegion ?? null;
  const stays = current && sameColumns(current.setup.mapping, columns) && (input.kind ?? current.kind) === current.kind;
  const suggested = suggestMapping({
    columns,
    hasHeader: detected.settings.headerLine !== null,
    rows: detected.sample.map(({ cells }) => cells),
    phoneRegion: phoneRegion ?? settings.defaultPhoneRegion,
    numberPatterns: await numberPatterns(ctx),
    ...((input.kind ?? template?.kind) ? { kind: input.kind ?? template?.kind } : {}),
  });
  const known = template
    ? { kind: template.kind, rowShape: template.rowShape, mapping: applyTemplate(template, columns) }
    : stays
      ? { kind: current.kind, rowShape: current.rowShape, mapping: current.setup.mapping }
      : suggested;
  const kind = input.kind ?? known.kind;
  const rowShape = input.rowShape ?? known.rowShape;
  const mapping = input.mapping ? keepReasons(readMappingInput(input.mapping, columns), known.mapping) : known.mapping;
  const keys =
    input.keys ??
    template?.keys ??
    (stays && !input.mapping ? current.setup.keys : suggestKeys(mapping, kind, rowShape));
  checkKeys(keys);
  return {
    kind,
    rowShape,
    // A template's mode was written from an import's.
    mode: input.mode ?? (template?.mode as ImportMode | undefined) ?? current?.mode ?? 'CREATE_AND_UPDATE',
    templateId: template?.id ?? (stays ? current.templateId : null),
    setup: {
      fileSettings,
      read: detected.settings,
      mapping,
      keys,
      phoneRegion,
      timeZone: input.timeZone ?? template?.timeZone ?? current?.setup.timeZone ?? null,
      currency: input.currency ?? template?.currency ?? current?.setup.currency ?? null,
      again: current?.setup.again ?? false,
    },
  };
}

async function chooseTemplate(
  ctx: Ctx,
  columns: readonly string[],
  sourceId: number | null,
  input: SetupInput,
  current: ComposedSetup | undefined,
): Promise<TemplateRecord | undefined> {
  if (input.templateId) {
    return (await findTemplate(ctx.db.read, input.templateId)) ?? refuse('NOT_FOUND', ['templateId']);
  }
  // Offered once: what a person changed since is not taken back.
  if (current || input.mapping) return undefined;
  return await templateForHeaders(ctx.db.read, columns, { sourceId, kind: input.kind ?? undefined });
}

/** Columns that still mean what was suggested keep why; only what a person chose otherwise is theirs. */
function keepReasons(given: readonly ColumnMapping[], known: readonly ColumnMapping[]): ColumnMapping[] {
  return given.map((column) => {
    const { target, confidence, reason } = known[column.index] ?? column;
    if (target !== column.target || confidence === undefined || reason === undefined) return column;
    return { ...column, confidence, reason };
  });
}

function sameColumns(mapping: readonly ColumnMapping[], columns: readonly string[]): boolean {
  return mapping.length === columns.length && mapping.every(({ column }, index) => column === columns[index]);
}

function checkKeys(keys: readonly (readonly TargetField[])[]): void {
  for (const [index, key] of keys.entries()) {
    if (key.length === 0 || key.some((target) => matchFieldOf(target) === undefined))
      refuse('INVALID_CHOICE', ['keys', String(index)]);
  }
}
