import { Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { CustomerField } from '@dossier/shared/facts';
import { Approval, loadApproval, loadUser, toUser, User } from '../../access/index.ts';
import { CustomerFieldEnum } from '../../customer/index.ts';
import { CustomerSelectionInput } from '../../search/index.ts';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { Filterable, Readable, Writable } from '../../../platform/graphql/exposure.ts';
import { Node } from '../../../platform/graphql/node.type.ts';
import { type Resolved, withFields } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar, DecimalScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { JobState } from '../../../platform/jobs/job.type.ts';
import type { ExportFormat, ExportRecord } from '../export/export.repository.ts';

const NULLABLE = { nullable: true } as const;

const ExportFormatEnum = enumOf('ExportFormat', 'What kind of file is made.', {
  CSV: 'Text, UTF-8 with a byte order mark, commas.',
  XLSX: 'A workbook; every cell is text.',
});

/** A file of customers made on request. */
@ObjectType({
  implements: Node,
  description: 'A file of customers, made on request for its maker alone and kept for seven days.',
})
export class Export {
  record: ExportRecord;
  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => ExportFormatEnum, 'INTERNAL', 'What kind of file.')
  format: Resolved<string>;
  @Readable(() => JobState, 'INTERNAL', 'Where it stands.')
  state: Resolved<string>;
  @Readable(() => Int, 'INTERNAL', 'Customers written so far.', NULLABLE)
  rows: Resolved<number | null>;
  @Readable(() => Float, 'INTERNAL', 'The part that is done, from 0 to 1.', NULLABLE)
  progress: Resolved<number | null>;
  @Readable(() => String, 'INTERNAL', 'What the file is called.', NULLABLE)
  fileName: Resolved<string | null>;
  @Readable(() => DecimalScalar, 'INTERNAL', 'Bytes; null while there is no file or no longer one.', NULLABLE)
  fileSize: Resolved<string | null>;
  @Readable(() => String, 'INTERNAL', 'Where to get the file, on this server; null while there is none.', NULLABLE)
  downloadUrl: Resolved<string | null>;
  @Readable(() => User, 'INTERNAL', 'Who asked for it.', NULLABLE)
  createdBy: Resolved<User | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was asked for.')
  createdAt: Resolved<number>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it ended.', NULLABLE)
  finishedAt: Resolved<number | null>;
  @Readable(() => String, 'INTERNAL', 'Why it failed.', NULLABLE)
  problem: Resolved<string | null>;
  @Readable(
    () => Approval,
    'INTERNAL',
    'The approval by somebody else that it takes; null when it takes none.',
    NULLABLE,
  )
  approval: Resolved<Approval | null>;
}

/** What is to be exported. */
@InputType({ description: 'What is to be exported.' })
export class ExportCreateInput {
  @Filterable(() => CustomerSelectionInput, 'INTERNAL', 'Which customers.', { nullable: false, as: 'export' })
  selection: CustomerSelectionInput;
  @Filterable(
    () => [CustomerFieldEnum],
    'INTERNAL',
    'Which fields, in this order; the customer number always comes first.',
    { nullable: false, as: 'export' },
  )
  columns: CustomerField[];
  @Writable(() => ExportFormatEnum, 'INTERNAL', 'What kind of file.', { nullable: false })
  format: ExportFormat;
  @Writable(() => String, 'INTERNAL', 'Why, in at most 300 characters: shown to whoever approves it.')
  reason?: string | null;
}

/** Answer to asking for an export. */
@ObjectType({ description: 'The export, or why it was refused.' })
export class ExportPayload {
  @Readable(() => Export, 'INTERNAL', 'The export; null when refused.', NULLABLE)
  export: Export | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

const exportFields: Omit<Export, 'record'> & ThisType<Export> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('exp', this.record.id);
  },
  format() {
    return this.record.format;
  },
  state() {
    return this.record.state;
  },
  rows() {
    return this.record.rowCount;
  },
  progress() {
    const { rowCount, totalRows, state } = this.record;
    if (state === 'DONE') return 1;
    return rowCount === null || !totalRows ? null : Math.min(1, rowCount / totalRows);
  },
  fileName() {
    return this.record.fileName;
  },
  fileSize() {
    return this.record.fileSize === null ? null : String(this.record.fileSize);
  },
  downloadUrl(_args, ctx) {
    const { state, fileSize, id } = this.record;
    return state === 'DONE' && fileSize !== null ? `/api/exports/${ctx.publicIds.encode('exp', id)}/file` : null;
  },
  async createdBy(_args, ctx) {
    const user = this.record.createdBy === 0 ? undefined : await loadUser(ctx, this.record.createdBy);
    return user ? toUser(ctx, user) : null;
  },
  createdAt() {
    return this.record.createdAt;
  },
  finishedAt() {
    return this.record.finishedAt;
  },
  problem() {
    return this.record.problem;
  },
  async approval(_args, ctx) {
    return await loadApproval(ctx, 'MASS_EXPORT', this.record.id);
  },
};

/** A stored export as the API shows it. */
export function toExportType(record: ExportRecord): Export {
  const [shown] = withFields([{ record }], exportFields);
  if (!shown) throw new Error('one row in, one out');
  return shown;
}
