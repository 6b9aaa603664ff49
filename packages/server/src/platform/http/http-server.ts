import type { Locale } from '@dossier/shared/error';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../log/log.ts';
import { addErrorAnswers } from './errors.ts';
import type { OnRefusedForm } from './refused-form.ts';

const SLOW_MS = 1_000;
const LOOK_EVERY_MS = 50;
const QUIET_TURNS = 3;

const draining = new WeakSet<Server>();
const connections = new WeakMap<Server, Set<Socket>>();

/** The HTTP server without routes: request ids, log, error answers, headers that every answer has. */
export function createHttpServer(options: {
  readonly behindProxy: boolean;
  /** Whether browsers reach it by https only: they are told to keep to that for a year. */
  readonly https?: boolean;
  readonly log: Logger;
  /** The language that errors of a request are told in. */
  readonly languageOf: (request: FastifyRequest) => Promise<Locale>;
  readonly onRefusedForm?: OnRefusedForm;
}): FastifyInstance {
  const { log } = options;
  const app = fastify({
    logger: false,
    trustProxy: options.behindProxy ? 'loopback' : false,
    genReqId: () => randomUUID(),
    requestTimeout: 60_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    bodyLimit: 100 * 1024,
  });
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    void reply.header('x-content-type-options', 'nosniff');
    if (options.https) void reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
    done();
  });
  // Asked when the answer is ready: a request may have come before the server was told to stop.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (draining.has(app.server)) void reply.header('connection', 'close');
    done();
  });
  const open = new Set<Socket>();
  connections.set(app.server, open);
  app.server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  app.addHook('onResponse', (request, reply, done) => {
    const milliseconds = Math.round(reply.elapsedTime);
    if (reply.statusCode < 400 && milliseconds < SLOW_MS) return done();
    // The route's pattern, not the address: an address may hold what somebody searched for.
    const entry = {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      milliseconds,
    };
    if (reply.statusCode >= 500) log.error(entry, 'request failed');
    else log.info(entry, reply.statusCode >= 400 ? 'request refused' : 'slow request');
    done();
  });
  addErrorAnswers(app, log, options.languageOf, options.onRefusedForm);
  return app;
}

/**
 * Takes no more connections, and lets go of those that clients keep open: each is told with its next answer that it ends.
 * Closing them at once would lose requests that are on their way. Returns when none is left, or after `milliseconds`;
 * what is idle then may be closed.
 */
export async function drain(app: FastifyInstance, milliseconds: number): Promise<void> {
  const open = connections.get(app.server) ?? new Set();
  // Before anybody is told to go: whoever is would come again at once, and there would be no end of those who wait.
  await takeWaiting(app.server, performance.now() + milliseconds);
  draining.add(app.server);
  // The HTTP server's own way of closing also cuts every idle connection, at once.
  NetServer.prototype.close.call(app.server);
  for (const until = performance.now() + milliseconds; open.size > 0 && performance.now() < until;) {
    await sleep(LOOK_EVERY_MS);
  }
  // Browsers open connections in advance. Node does not count them as idle and would wait for their first request.
  for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
}

/**
 * Takes the connections that the system has accepted and we have not: closing would cut them off. There is one for each turn
 * of the loop, so this ends with turns in which none came.
 */
async function takeWaiting(server: Server, until: number): Promise<void> {
  let taken = 0;
  const count = () => void taken++;
  server.on('connection', count);
  for (let quiet = 0, before = 0; quiet < QUIET_TURNS && performance.now() < until; before = taken) {
    await nextTurn();
    quiet = taken > before ? 0 : quiet + 1;
  }
  server.off('connection', count);
}
