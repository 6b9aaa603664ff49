import { loadUser, toUser } from '../../access/index.ts';
import { withFields } from '../../../platform/graphql/resolved.ts';
import type { FileSettings, KeptDetection } from '../files/file-settings.ts';
import { detectionOf, type UploadedFileRow } from '../files/uploaded-file.repository.ts';
import { fileMessage } from '../run/row-message.ts';
import type { FileDetection, UploadedFile } from './file.type.ts';

type Computed = 'id' | 'problem' | 'uploadedBy';
type Stored = Omit<UploadedFile, Computed> & { problemCode: string | null };

const fileFields: Pick<UploadedFile, Computed> & ThisType<Stored> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('fil', this.key);
  },
  problem(_args, ctx) {
    if (this.problemCode === null) return null;
    return { code: 'FILE_UNREADABLE', field: null, message: fileMessage(this.problemCode, ctx.locale) };
  },
  async uploadedBy(_args, ctx) {
    const user = this.uploadedByKey === 0 ? undefined : await loadUser(ctx, this.uploadedByKey);
    return user ? toUser(ctx, user) : null;
  },
};

/** A stored file as the API shows it. */
export function toFile(row: UploadedFileRow): UploadedFile {
  const kept = detectionOf(row);
  const stored: Stored = {
    key: row.id,
    uploadedByKey: row.uploaded_by,
    name: row.name,
    size: String(row.size),
    sha256: row.sha256,
    // Only receiveFile and erasePurged write the column.
    state: row.state as UploadedFile['state'],
    problemCode: row.problem,
    detection: kept && toDetection(kept, {}),
    uploadedAt: row.uploaded_at,
  };
  const [file] = withFields([stored], fileFields);
  if (!file) throw new Error('one row in, one out');
  return file;
}

/** A detection as the API shows it. */
export function toDetection(kept: KeptDetection, settings: FileSettings): FileDetection {
  const { settings: read, confidence } = kept;
  const text = read.kind === 'text' ? read : null;
  return {
    container: `${text ? 'CSV' : 'XLSX'}${read.gzip ? '_GZIP' : ''}`,
    encoding: text?.encoding ?? null,
    encodingConfidence: confidence.encoding ?? null,
    delimiter: text?.dialect.delimiter ?? null,
    quote: text?.dialect.quote ?? null,
    escape: text?.dialect.escape ?? null,
    lineEnd: text?.dialect.lineEnd ?? null,
    dialectConfidence: confidence.delimiter ?? null,
    headerRow: read.headerLine,
    firstRow: read.firstDataLine,
    lastRow: settings.lastRow ?? null,
    footerRows: read.footerRows,
    sheet: read.kind === 'workbook' ? read.sheet : null,
    sheets: kept.sheets.filter(({ empty }) => !empty).map(({ name }) => name),
    asks: kept.ask,
    columns: read.columns,
    estimatedRows: kept.estimatedRows,
  };
}
