import { ID, Int, ObjectType } from 'type-graphql';
import { loadUser, toUser, User } from '../../access/index.ts';
import { Source, sourceLoader } from '../../customer/index.ts';
import { connectionOf, PageInfo } from '../../../platform/graphql/connection.ts';
import { Readable } from '../../../platform/graphql/exposure.ts';
import { Node } from '../../../platform/graphql/node.type.ts';
import { type Resolved, withFields } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import type { ImportRecord } from '../run/import.repository.ts';
import { FileSettingsType, RejectedRow, UploadedFile } from './file.type.ts';
import { fileLoader, templateLoader } from './part.loader.ts';
import { ImportActions, importActions } from './import-actions.ts';
import { ImportCountsType, ImportProgressType, toCounts, toProgress } from './import-counts.type.ts';
import { ImportKindEnum, ImportModeEnum, ImportStateEnum, RowShapeEnum, TargetFieldEnum } from './intake-enums.ts';
import { ColumnMappingType, ImportTemplate, toMapping } from './template.type.ts';

const NULLABLE = { nullable: true } as const;

/** One import of one file. */
@ObjectType({ implements: Node, description: 'One import of one file: how it is read, where it stands, what it did.' })
export class Import {
  record: ImportRecord;
  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => UploadedFile, 'INTERNAL', 'The file.')
  file: Resolved<UploadedFile>;
  @Readable(() => ImportKindEnum, 'INTERNAL', 'What its rows tell of.')
  kind: Resolved<string>;
  @Readable(() => ImportStateEnum, 'INTERNAL', 'Where it stands.')
  state: Resolved<string>;
  @Readable(() => Source, 'INTERNAL', 'The source its facts are of; null until it is chosen.', NULLABLE)
  source: Resolved<Source | null>;
  @Readable(() => RowShapeEnum, 'INTERNAL', 'What one row is about.')
  rowShape: Resolved<string>;
  @Readable(() => ImportModeEnum, 'INTERNAL', 'Whether it creates customers, updates them, or both.')
  mode: Resolved<string>;
  @Readable(() => FileSettingsType, 'INTERNAL', 'What a person decided about reading the file.')
  fileSettings: Resolved<FileSettingsType>;
  @Readable(() => [ColumnMappingType], 'INTERNAL', 'What each column means.')
  mapping: Resolved<ColumnMappingType[]>;
  @Readable(
    () => [[TargetFieldEnum]],
    'INTERNAL',
    'Exact keys that recognise known customers, besides customer number and external id; all fields of a key must be equal.',
  )
  keys: Resolved<readonly (readonly string[])[]>;
  @Readable(() => ImportTemplate, 'INTERNAL', 'The template it was made with or saved as.', NULLABLE)
  template: Resolved<ImportTemplate | null>;
  @Readable(
    () => String,
    'INTERNAL',
    'Region of phone numbers without one (ISO 3166-1); null means the installation’s.',
    NULLABLE,
  )
  phoneRegion: Resolved<string | null>;
  @Readable(() => String, 'INTERNAL', 'IANA zone of times without an offset; null means the installation’s.', NULLABLE)
  timeZone: Resolved<string | null>;
  @Readable(
    () => String,
    'INTERNAL',
    'ISO 4217 currency of amounts that name none; null means the installation’s.',
    NULLABLE,
  )
  currency: Resolved<string | null>;
  @Readable(() => ImportCountsType, 'INTERNAL', 'What it did so far; null before it began.', NULLABLE)
  counts: Resolved<ImportCountsType | null>;
  @Readable(() => ImportCountsType, 'INTERNAL', 'What the last dry run counted.', NULLABLE)
  dryRun: Resolved<ImportCountsType | null>;
  @Readable(() => ImportProgressType, 'INTERNAL', 'How far it is; null when it does nothing.', NULLABLE)
  progress: Resolved<ImportProgressType | null>;
  @Readable(() => String, 'INTERNAL', 'Why it failed.', NULLABLE)
  problem: Resolved<string | null>;
  @Readable(() => User, 'INTERNAL', 'Who began it; null for the command line.', NULLABLE)
  createdBy: Resolved<User | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was drafted.')
  createdAt: Resolved<number>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it began.', NULLABLE)
  startedAt: Resolved<number | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it ended.', NULLABLE)
  finishedAt: Resolved<number | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was taken back.', NULLABLE)
  undoneAt: Resolved<number | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When its data was erased.', NULLABLE)
  purgedAt: Resolved<number | null>;
  @Readable(() => String, 'INTERNAL', 'Changes with every change; `importSetup` sends it back.')
  version: Resolved<string>;
  @Readable(() => ImportActions, 'INTERNAL', 'What you may do with it now.')
  viewerCan: Resolved<ImportActions>;
}

/** The list of imports. */
export const ImportConnection = connectionOf(Import, 'Import', { totalCount: true });

/** Rejected rows, page by page. */
@ObjectType({ description: 'A page of rejected rows.' })
export class RejectedRowConnection {
  @Readable(() => [RejectedRow], 'INTERNAL', 'The rows, in the order of the file.')
  nodes: RejectedRow[];
  @Readable(() => PageInfo, 'PUBLIC', 'Where this page stands.')
  pageInfo: object;
  @Readable(() => Int, 'INTERNAL', 'How many there are. Counted only when asked for.')
  totalCount: () => Promise<number>;
}

/** Answer to a change of an import. */
@ObjectType({ description: 'The import as it is now, or why nothing was changed.' })
export class ImportPayload {
  @Readable(() => Import, 'INTERNAL', 'The import; null when refused.', NULLABLE)
  import: Import | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

type Fields = Omit<Import, 'record'>;

const importFields: Fields & ThisType<Import> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('imp', this.record.id);
  },
  file(_args, ctx) {
    return ctx.once(fileLoader).load(this.record.fileId);
  },
  kind() {
    return this.record.kind;
  },
  state() {
    return this.record.state;
  },
  source(_args, ctx) {
    return this.record.sourceId === null ? null : ctx.once(sourceLoader).load(this.record.sourceId);
  },
  rowShape() {
    return this.record.rowShape;
  },
  mode() {
    return this.record.mode;
  },
  fileSettings() {
    return this.record.setup.fileSettings;
  },
  mapping(_args, ctx) {
    return toMapping(this.record.setup.mapping, ctx.locale);
  },
  keys() {
    return this.record.setup.keys;
  },
  template(_args, ctx) {
    return this.record.templateId === null ? null : ctx.once(templateLoader).load(this.record.templateId);
  },
  phoneRegion() {
    return this.record.setup.phoneRegion;
  },
  timeZone() {
    return this.record.setup.timeZone;
  },
  currency() {
    return this.record.setup.currency;
  },
  counts() {
    return this.record.startedAt === null ? null : toCounts(this.record.counts);
  },
  dryRun() {
    return this.record.dryRun && toCounts(this.record.dryRun);
  },
  progress(_args, ctx) {
    return toProgress(this.record, ctx.now());
  },
  problem() {
    return this.record.problem;
  },
  async createdBy(_args, ctx) {
    const user = this.record.createdBy === 0 ? undefined : await loadUser(ctx, this.record.createdBy);
    return user ? toUser(ctx, user) : null;
  },
  createdAt() {
    return this.record.createdAt;
  },
  startedAt() {
    return this.record.startedAt;
  },
  finishedAt() {
    return this.record.finishedAt;
  },
  undoneAt() {
    return this.record.undoneAt;
  },
  purgedAt() {
    return this.record.purgedAt;
  },
  version(_args, ctx) {
    return ctx.publicIds.version(this.record.id, this.record.version);
  },
  viewerCan(_args, ctx) {
    return importActions(ctx, this.record);
  },
};

/** A stored import as the API shows it. */
export function toImportType(record: ImportRecord): Import {
  const [shown] = withFields([{ record }], importFields);
  if (!shown) throw new Error('one row in, one out');
  return shown;
}
