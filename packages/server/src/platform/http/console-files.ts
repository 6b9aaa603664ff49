import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { failure } from '../graphql/failure.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const COMPRESSIBLE = /^(?:text|application|image\/svg)/;
const SMALLEST_COMPRESSED = 1_024;

/** Sent with every document. Nothing inline runs, nothing comes from elsewhere, nobody frames us. */
const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

interface ServedFile {
  readonly body: Buffer;
  readonly type: string;
  readonly etag: string;
  readonly cacheControl: string;
  readonly compressed: Map<string, Buffer | Promise<Buffer>>;
}

/**
 * Serves the built console from memory: only files that are there can be asked for. Files with a hash in their name are
 * kept by browsers for good; every other address that a page could have gets index.html.
 */
export function addConsoleFiles(app: FastifyInstance, folder: string): void {
  const files = loadFiles(folder);
  const index = files.get('/index.html');
  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const file = isRead ? (files.get(path) ?? (isPage(path) ? index : undefined)) : undefined;
    if (!file) return await notFound(reply, isRead && isPage(path));
    // Scripts and styles are no documents: a policy beside them says nothing, and weighs more than many of them.
    if (isDocument(file)) void reply.headers(PAGE_HEADERS);
    else void reply.header('cross-origin-resource-policy', 'same-origin');
    return await sendFile(request, reply, file);
  });
}

// An address of the console's router has no dot in its last part; a missing file must not be answered with a page.
function isPage(path: string): boolean {
  return !path.startsWith('/api/') && !path.startsWith('/graphql') && !/\.[^/]*$/.test(path);
}

// An SVG picture that is opened by its address may run scripts as a page does.
function isDocument(file: ServedFile): boolean {
  return !/^text\/(?:javascript|css)/.test(file.type);
}

async function notFound(reply: FastifyReply, wantsPage: boolean): Promise<FastifyReply> {
  if (wantsPage) {
    return await reply
      .code(404)
      .type('text/plain; charset=utf-8')
      .send('The console is not built: run "pnpm build".\n');
  }
  throw failure('NOT_FOUND', 'There is nothing at this address.');
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, file: ServedFile): Promise<FastifyReply> {
  void reply.header('etag', file.etag).header('cache-control', file.cacheControl).header('vary', 'accept-encoding');
  if (request.headers['if-none-match'] === file.etag) return await reply.code(304).send();
  void reply.type(file.type);
  const encoding = encodingFor(request.headers['accept-encoding'], file);
  if (!encoding) return await reply.send(file.body);
  return await reply.header('content-encoding', encoding).send(await compress(file, encoding));
}

function encodingFor(accepted: string | string[] | undefined, file: ServedFile): 'br' | 'gzip' | undefined {
  if (!COMPRESSIBLE.test(file.type) || file.body.length < SMALLEST_COMPRESSED) return undefined;
  const header = String(accepted ?? '');
  if (/\bbr\b(?!;q=0(?:\.0*)?(?:,|$))/.test(header)) return 'br';
  return /\bgzip\b(?!;q=0(?:\.0*)?(?:,|$))/.test(header) ? 'gzip' : undefined;
}

/** Quick enough to be waited for. */
const QUICK = 5;

// Done once per file, when it is first asked for, off this thread; the build did it already for what is large.
async function compress({ body, compressed }: ServedFile, encoding: 'br' | 'gzip'): Promise<Buffer> {
  const known = compressed.get(encoding);
  if (known) return await known;
  const work = encoding === 'br' ? promisify(brotliCompress)(body, QUICKLY) : promisify(gzip)(body);
  compressed.set(encoding, work);
  return await work;
}

const QUICKLY = { params: { [constants.BROTLI_PARAM_QUALITY]: QUICK } };

function loadFiles(folder: string): ReadonlyMap<string, ServedFile> {
  if (!existsSync(join(folder, 'index.html'))) return new Map();
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(?:map|br)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    names.map((name) => {
      const path = `/${relative(folder, name).split(sep).join('/')}`;
      const body = readFileSync(name);
      const isHashed = path.startsWith('/assets/');
      return [
        path,
        {
          body,
          type: TYPES[extname(name)] ?? 'application/octet-stream',
          etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
          cacheControl: isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
          compressed: existsSync(`${name}.br`) ? new Map([['br', readFileSync(`${name}.br`)]]) : new Map(),
        },
      ];
    }),
  );
}
