import { Float, Int, ObjectType } from 'type-graphql';
import type { Locale } from '@dossier/shared/error';
import type { Ctx } from '../../../platform/context/context.ts';
import { Source, sourceLoader } from '../../customer/index.ts';
import { Readable } from '../../../platform/graphql/exposure.ts';
import { Node } from '../../../platform/graphql/node.type.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import type { ColumnMapping, MappingReason } from '../mapping/target-field.ts';
import type { TemplateRecord } from '../mapping/template.repository.ts';
import { listOptions } from '../run/read-mapping-input.ts';
import { ImportKindEnum, ImportModeEnum, RowShapeEnum, TargetFieldEnum } from './intake-enums.ts';

const NULLABLE = { nullable: true } as const;

/** An option of a column. */
@ObjectType({ description: 'How the values of a column are read: dateOrder, phoneRegion, separator, decimalMark.' })
export class MappingOption {
  @Readable(() => String, 'INTERNAL', 'Name of the option.')
  name: string;
  @Readable(() => String, 'INTERNAL', 'Its value, for example DMY.')
  value: string;
}

/** What a column means. */
@ObjectType('ColumnMapping', { description: 'What one column of a file means.' })
export class ColumnMappingType {
  @Readable(() => String, 'INTERNAL', 'Name of the column.')
  column: string;
  @Readable(() => Int, 'INTERNAL', 'Its position, from 0.')
  index: number;
  @Readable(() => TargetFieldEnum, 'INTERNAL', 'What it means.')
  target: string;
  @Readable(() => [MappingOption], 'INTERNAL', 'How its values are read.')
  options: MappingOption[];
  @Readable(() => Float, 'INTERNAL', 'How sure the suggestion is, 0 to 1; null when a person chose.', NULLABLE)
  confidence: number | null;
  @Readable(
    () => String,
    'INTERNAL',
    'Why it was suggested, as a sentence in your language; null when a person chose.',
    NULLABLE,
  )
  reason: string | null;
}

/** A saved mapping. */
@ObjectType({ implements: Node, description: 'A mapping kept under a name, for the next file of the same form.' })
export class ImportTemplate extends Node {
  @Readable(() => String, 'INTERNAL', 'Its name.')
  name: string;
  @Readable(() => Source, 'INTERNAL', 'The source it was made for.', NULLABLE)
  source: () => Promise<Source | null>;
  @Readable(() => ImportKindEnum, 'INTERNAL', 'What the rows tell of.')
  kind: string;
  @Readable(() => RowShapeEnum, 'INTERNAL', 'What one row is about.')
  rowShape: string;
  @Readable(() => ImportModeEnum, 'INTERNAL', 'Whether customers are created, updated, or both.')
  mode: string;
  @Readable(() => [ColumnMappingType], 'INTERNAL', 'What each column means.')
  mapping: ColumnMappingType[];
  @Readable(() => [[TargetFieldEnum]], 'INTERNAL', 'Exact keys that recognise known customers.')
  keys: readonly (readonly string[])[];
  @Readable(() => String, 'INTERNAL', 'Region of phone numbers without one.', NULLABLE)
  phoneRegion: string | null;
  @Readable(() => String, 'INTERNAL', 'Zone of times without an offset.', NULLABLE)
  timeZone: string | null;
  @Readable(() => String, 'INTERNAL', 'Currency of amounts that name none.', NULLABLE)
  currency: string | null;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was last saved.')
  updatedAt: number;
}

/** Answer to saving a template. */
@ObjectType({ description: 'The template, or why it was not saved.' })
export class ImportTemplatePayload {
  @Readable(() => ImportTemplate, 'INTERNAL', 'The template; null when refused.', NULLABLE)
  template: ImportTemplate | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

const REASONS: Readonly<Record<Locale, Readonly<Record<MappingReason, string>>>> = {
  'zh-CN': {
    TEMPLATE: '来自模板',
    HEADER: '列名相符',
    HEADER_PART: '列名部分相符',
    HEADER_DOUBTED: '列名相符，但内容不像',
    VALUES: '根据内容推断',
    TAKEN: '此字段已由更确定的列提供',
    UNKNOWN: '未识别，保留为其他数据',
  },
  en: {
    TEMPLATE: 'From the template',
    HEADER: 'By the column name',
    HEADER_PART: 'By part of the column name',
    HEADER_DOUBTED: 'By the column name, though the values do not look like it',
    VALUES: 'By the values',
    TAKEN: 'A surer column gives this field already',
    UNKNOWN: 'Not recognised: kept as other data',
  },
};

/** A mapping as the API shows it. */
export function toMapping(mapping: readonly ColumnMapping[], locale: Locale): ColumnMappingType[] {
  return mapping.map(({ column, index, target, options, confidence, reason }) => ({
    column,
    index,
    target,
    options: listOptions(options),
    confidence: confidence ?? null,
    reason: reason ? REASONS[locale][reason] : null,
  }));
}

/** A stored template as the API shows it. */
export function toTemplateType(template: TemplateRecord, ctx: Ctx): ImportTemplate {
  const { id, sourceId, mapping, ...rest } = template;
  return {
    ...rest,
    id: ctx.publicIds.encode('tpl', id),
    source: async () => (sourceId === null ? null : await ctx.once(sourceLoader).load(sourceId)),
    mapping: toMapping(mapping, ctx.locale),
  };
}
