import { Readable } from 'node:stream';
import type { HttpRoute } from '../../platform/http/http-route.ts';
import { LARGEST_FILE, receiveFile } from './files/receive-file.ts';
import { findImport } from './run/import.repository.ts';
import { rejectedFile } from './run/write-rejected-file.ts';

/** Files in and out, over plain HTTP. */
export const intakeRoutes: readonly HttpRoute[] = [
  {
    method: 'POST',
    url: '/api/files',
    permission: 'IMPORT_RUN',
    streamedBody: { largest: LARGEST_FILE },
    handler: async (ctx, request, reply) => {
      const file = await receiveFile(ctx, request.raw, { name: nameOf(request.headers['x-file-name']) });
      void reply.code(201);
      return { id: ctx.publicIds.encode('fil', file.id) };
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
      if (!record) return await reply.code(404).send({ error: 'There is no such import.' });
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
