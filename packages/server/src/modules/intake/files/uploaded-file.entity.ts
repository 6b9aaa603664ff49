import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** A file that was brought in; its bytes are in the data folder under its key until nothing needs them any more. */
export const UploadedFileEntity = defineEntity({
  name: 'UploadedFile',
  tableName: 'uploaded_file',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    /** As the sender named it; never used as a path. */
    name: p.string().length(200),
    /** Bytes. */
    size: p.bigint('number'),
    /** SHA-256 of the bytes, hexadecimal. */
    sha256: p.string().length(64),
    /** RECEIVED, READABLE, NEEDS_ANSWER, REFUSED, PURGED. */
    state: p.string().length(16),
    /** Why it is refused: a code of `reading/refusal.ts`. */
    problem: p.string().length(60).nullable(),
    /** What was found out about it, as JSON. */
    detection: p.text().columnType('mediumtext').nullable(),
    uploadedAt: p.bigint('number'),
    uploadedBy: p.bigint('number'),
  },
  indexes: [{ properties: ['sha256'] }],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    uploaded_file: TableOf<typeof UploadedFileEntity>;
  }
}
