import { Readable } from 'node:stream';
import { failure } from '../../platform/graphql/failure.ts';
import type { HttpRoute } from '../../platform/http/http-route.ts';
import { recordAudit } from '../audit/index.ts';
import { exportBytes, findExport } from './export/export.repository.ts';
import { LARGEST_FILE, receiveFile } from './files/receive-file.ts';
import { findImport } from './run/import.repository.ts';
import { rejectedFile } from './run/write-rejected-file.ts';

const CONTENT_TYPE = {
  CSV: 'text/csv; charset=utf-8',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Files in and out, over plain HTTP. */
export const intakeRoutes: readonly HttpRoute[] = [
  {
    method: 'POST',
    url: '/api/files',
    permission: 'IMPORT_RUN',
    streamedBody: { largest: LARGEST_FILE },
    handler: async (ctx, request, reply) => {
      // A request that is destroyed takes its connection with it, and the sender never learns why the file was refused.
      const bytes = request.raw.iterator({ destroyOnReturn: false });
      const file = await receiveFile(ctx, bytes, { name: nameOf(request.headers['x-file-name']) });
      void reply.code(201);
      return { id: ctx.publicIds.encode('fil', file.id) };
    },
  },
  {
    method: 'GET',
    url: '/api/exports/:id/file',
    permission: 'CUSTOMER_EXPORT',
    handler: async (ctx, request, reply) => {
      // The pattern has exactly this parameter.
      const { id } = request.params as { id: string };
      const key = ctx.publicIds.decode('exp', id);
      const record = key === undefined ? undefined : await findExport(ctx, ctx.db.read, key);
      if (!record || record.fileSize === null) throw failure('NOT_FOUND', 'There is no such file.');
      const content = await exportBytes(ctx, record.id);
      await ctx.db.transaction(
        async (trx) =>
          await recordAudit(trx, ctx, {
            action: 'export.downloaded',
            objectType: 'export',
            objectId: record.id,
            fields: record.fields,
          }),
      );
      void reply.header('content-type', CONTENT_TYPE[record.format]);
      void reply.header('content-length', record.fileSize);
      void reply.header('content-disposition', `attachment; filename="${record.fileName ?? 'customers'}"`);
      return await reply.send(content.stream());
    },
  },
  {
    method: 'GET',
    url: '/api/imports/:id/rejected.csv',
    permission: 'IMPORT_RUN',
    handler: async (ctx, request, reply) => {
      // The pattern has exactly this parameter.
      const { id } = request.params as { id: string };
      const key = ctx.publicIds.decode('imp', id);
      const record = key === undefined ? undefined : await findImport(ctx.db.read, key);
      if (!record) throw failure('NOT_FOUND', 'There is no such import.');
      await ctx.db.transaction(
        async (trx) =>
          await recordAudit(trx, ctx, {
            action: 'import.rejectedRowsDownloaded',
            objectType: 'import',
            objectId: record.id,
          }),
      );
      void reply.header('content-type', 'text/csv; charset=utf-8');
      void reply.header('content-disposition', 'attachment; filename="rejected.csv"');
      return await reply.send(Readable.from(rejectedFile(ctx, record)));
    },
  },
];

/** The name of an uploaded file, from a header that can carry ASCII only. */
function nameOf(header: string | string[] | undefined): string {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return 'file';
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
