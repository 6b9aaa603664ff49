import fastify, { type FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../log/log.ts';
import { addErrorAnswers } from './errors.ts';

const SLOW_MS = 1_000;
const LOOK_EVERY_MS = 50;

const draining = new WeakSet<Server>();

/** The HTTP server without routes: request ids, log, error answers, headers that every answer has. */
export function createHttpServer(options: { readonly behindProxy: boolean; readonly log: Logger }): FastifyInstance {
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
    if (draining.has(app.server)) void reply.header('connection', 'close');
    done();
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
  addErrorAnswers(app, log);
  return app;
}

/**
 * Lets go of the connections that clients keep open: each is told with its next answer that it ends. Closing them at
 * once would lose requests that are on their way. Returns when none is left, or after `milliseconds`.
 */
export async function drain(app: FastifyInstance, milliseconds: number): Promise<void> {
  draining.add(app.server);
  const until = performance.now() + milliseconds;
  while (performance.now() < until) {
    const open = await new Promise<number>((resolve) => app.server.getConnections((_error, count) => resolve(count)));
    if (open === 0) return;
    await sleep(LOOK_EVERY_MS);
  }
}
