import { ID, InputType, Int } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { Writable } from '../../../platform/graphql/exposure.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import type { ImportKind, RowShape, TargetField } from '../mapping/target-field.ts';
import type { SetupInput } from '../run/compose-setup.ts';
import type { ImportMode } from '../run/import-setup.ts';
import { FileSettingsInput } from './file.type.ts';
import { ImportKindEnum, ImportModeEnum, RowShapeEnum, TargetFieldEnum } from './intake-enums.ts';

/** An option of a column. */
@InputType({ description: 'How the values of a column are read.' })
export class MappingOptionInput {
  @Writable(() => String, 'INTERNAL', 'dateOrder, phoneRegion, separator or decimalMark.', { nullable: false })
  name: string;
  @Writable(() => String, 'INTERNAL', 'YMD, DMY or MDY; a region; the separating text; . or ,', { nullable: false })
  value: string;
}

/** What a column means. */
@InputType({ description: 'What one column of a file means. Columns left out are kept as other data.' })
export class ColumnMappingInput {
  @Writable(() => String, 'INTERNAL', 'Name of the column.', { nullable: false })
  column: string;
  @Writable(() => Int, 'INTERNAL', 'Its position, from 0.', { nullable: false })
  index: number;
  @Writable(() => TargetFieldEnum, 'INTERNAL', 'What it means.', { nullable: false })
  target: TargetField;
  @Writable(() => [MappingOptionInput], 'INTERNAL', 'How its values are read.')
  options?: MappingOptionInput[] | null;
}

/** What a person decides about an import. */
@InputType({ description: 'Decisions about an import; what is left out stays as it is, or is suggested.' })
export class ImportSetupInput {
  @Writable(() => FileSettingsInput, 'INTERNAL', 'How the file is read; replaces earlier decisions.')
  fileSettings?: FileSettingsInput | null;
  @Writable(() => ImportKindEnum, 'INTERNAL', 'What the rows tell of.')
  kind?: ImportKind | null;
  @Writable(() => RowShapeEnum, 'INTERNAL', 'What one row is about.')
  rowShape?: RowShape | null;
  @Writable(() => ImportModeEnum, 'INTERNAL', 'Whether customers are created, updated, or both.')
  mode?: ImportMode | null;
  @Writable(() => ID, 'INTERNAL', 'The source the facts are of.')
  sourceId?: string | null;
  @Writable(() => String, 'INTERNAL', 'The same by its code; a new code makes a new source.')
  sourceCode?: string | null;
  @Writable(() => [ColumnMappingInput], 'INTERNAL', 'What the columns mean; replaces the whole mapping.')
  mapping?: ColumnMappingInput[] | null;
  @Writable(() => [[TargetFieldEnum]], 'INTERNAL', 'Exact keys that recognise known customers.')
  keys?: TargetField[][] | null;
  @Writable(() => String, 'INTERNAL', 'Region of phone numbers without one (ISO 3166-1).')
  phoneRegion?: string | null;
  @Writable(() => String, 'INTERNAL', 'IANA zone of times without an offset.')
  timeZone?: string | null;
  @Writable(() => String, 'INTERNAL', 'ISO 4217 currency of amounts that name none.')
  currency?: string | null;
  @Writable(() => ID, 'INTERNAL', 'A template to begin from.')
  templateId?: string | null;
}

/** What an import begins with. */
@InputType({ description: 'What an import begins with.' })
export class ImportCreateInput {
  @Writable(() => ID, 'INTERNAL', 'The file.', { nullable: false })
  fileId: string;
  @Writable(() => ImportKindEnum, 'INTERNAL', 'What the rows tell of; recognised when left out.')
  kind?: ImportKind | null;
  @Writable(() => ID, 'INTERNAL', 'The source the facts are of.')
  sourceId?: string | null;
  @Writable(() => String, 'INTERNAL', 'The same by its code; a new code makes a new source.')
  sourceCode?: string | null;
  @Writable(() => ID, 'INTERNAL', 'A template to begin from.')
  templateId?: string | null;
  @Writable(() => Boolean, 'INTERNAL', 'Import the same bytes into the same source once more.')
  again?: boolean | null;
  @Writable(() => ImportSetupInput, 'INTERNAL', 'Further decisions.')
  setup?: ImportSetupInput | null;
}

/** The decisions of an input with its ids opened. Refuses an id that is not one. */
export function toSetupInput(ctx: Ctx, input: ImportSetupInput, templateId?: string | null): SetupInput {
  const template = input.templateId ?? templateId;
  const { sourceId: _sourceId, sourceCode: _sourceCode, ...rest } = input;
  return { ...rest, templateId: template ? open(ctx, 'tpl', template, 'templateId') : null };
}

/** The key inside an id of the input. */
export function open(ctx: Ctx, type: 'tpl' | 'src' | 'fil', id: string, field: string): number {
  return ctx.publicIds.decode(type, id) ?? refuse('NOT_FOUND', [field]);
}
