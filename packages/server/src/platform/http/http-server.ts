import fastify, { type FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Logger } from '../log/log.ts';
import { addErrorAnswers } from './errors.ts';

const SLOW_MS = 1_000;

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
