import type { FastifyInstance } from 'fastify';
import { strToU8, zipSync } from 'fflate';
import { applyMiddleware } from 'graphql-middleware';
import { shield } from 'graphql-shield';
import { csvOf } from '../../modules/intake/export/write-csv.ts';
import { xlsxOf } from '../../modules/intake/export/write-xlsx.ts';
import { guarded } from '../../platform/graphql/guarded.ts';
import type { Answer, Target } from './attack.ts';
import type { Installation } from './installation.fixture.ts';
import { createWeakServer } from './weak-server.fixture.ts';
import { type WeaknessName, WEAKNESSES } from './weaknesses.ts';

/** The product as it is. */
export async function ourTarget(of: Installation): Promise<Target> {
  const options = { mode: 'production', persistedDocuments: of.persisted, consoleFolder: of.consoleFolder } as const;
  return targetOn(of, await of.app.http(options), {
    guard: guarded,
    tableOf: async (format, cell) => await bytesOf((format === 'CSV' ? csvOf : xlsxOf)(['name'], rowsOf(cell))),
  });
}

/** A build that lacks something, and what closes it. */
export async function weakTarget(
  of: Installation,
  name: WeaknessName,
): Promise<{ target: Target; close: () => Promise<void> }> {
  const server = await createWeakServer(of, WEAKNESSES[name]);
  await server.ready();
  const target = targetOn(of, server, {
    // The library as its manual shows it.
    guard: (schema, rules) => applyMiddleware(schema, shield(rules, { allowExternalErrors: true })),
    tableOf: async (format, cell) =>
      format === 'CSV'
        ? Buffer.from(`name\n${cell}\n`)
        : Buffer.from(zipSync({ 'xl/worksheets/sheet1.xml': strToU8(`<c><is><t>${cell}</t></is></c>`) })),
  });
  return { target, close: async () => await server.close() };
}

async function* rowsOf(cell: string) {
  yield [[cell]];
}

async function bytesOf(parts: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}

function targetOn(of: Installation, server: FastifyInstance, parts: Pick<Target, 'guard' | 'tableOf'>): Target {
  const send: Target['send'] = async (as, { method = 'POST', url = '/graphql', headers = {}, body, from }) => {
    const answer = await server.inject({
      method,
      url,
      headers: { ...of.headersOf(as), ...headers },
      ...(body === undefined ? {} : { payload: body }),
      ...(from === undefined ? {} : { remoteAddress: from }),
    });
    return { status: answer.statusCode, headers: answer.headers, text: answer.body, json: jsonOf(answer.body) };
  };
  return {
    of,
    ...parts,
    send,
    ask: async (as, document, variables = {}, headers = {}) => {
      const byHash = { extensions: { persistedQuery: { version: 1, sha256Hash: of.persist(document) } } };
      const isInPerson = as.endsWith(' in person') || as.endsWith(' long ago');
      return await send(as, {
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ ...(isInPerson ? byHash : { query: document }), variables }),
      });
    },
    opensSocket: async (as, headers) => await opens(server, { ...of.headersOf(as), ...headers }),
  };
}

function jsonOf(text: string): Answer['json'] {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a socket is not only connected but acknowledged (protocol of graphql-ws). */
async function opens(server: FastifyInstance, headers: Record<string, string>): Promise<boolean> {
  const address = server.server.listening
    ? server.listeningOrigin
    : await server.listen({ port: 0, host: '127.0.0.1' });
  const socket = new WebSocket(`${address.replace('http', 'ws')}/graphql`, {
    protocols: ['graphql-transport-ws'],
    headers,
  });
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
    socket.addEventListener('message', ({ data }) => resolve(String(data).includes('connection_ack')));
    socket.addEventListener('close', () => resolve(false));
  });
  socket.close();
  return isOpen;
}
