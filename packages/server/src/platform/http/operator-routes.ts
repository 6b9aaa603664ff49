import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { isLoopback } from '../config/config.ts';
import { failure } from '../graphql/failure.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { readBearer } from './request-client.ts';

/** What operators and their machines look at. */
export interface OperatorRoutes {
  readonly metrics: Metrics;
  readonly metricsToken: string | undefined;
  /** With a proxy before us every request comes from this machine, so nearness proves nothing. */
  readonly behindProxy: boolean;
  /** Why the process should get no requests now; undefined when it is ready. */
  readonly notReady: () => Promise<string | undefined>;
  /** What an operator should look after although the process is ready. */
  readonly warnings: () => Promise<readonly string[]>;
}

/** `/healthz` (the process lives), `/readyz` (it can answer), `/metrics` (for this machine, or with METRICS_TOKEN). */
export function addOperatorRoutes(app: FastifyInstance, routes: OperatorRoutes): void {
  app.get(
    '/healthz',
    async (_request, reply) => await reply.header('cache-control', 'no-store').send({ status: 'alive' }),
  );
  app.get('/readyz', async (_request, reply) => {
    const reason = await routes.notReady();
    void reply.header('cache-control', 'no-store');
    if (reason !== undefined) void reply.code(503).header('retry-after', 2);
    if (reason !== undefined) return await reply.send({ status: 'not ready', reason });
    const warnings = await routes.warnings();
    return await reply.send({ status: 'ready', ...(warnings.length > 0 ? { warnings } : {}) });
  });
  app.get('/metrics', async (request, reply) => {
    if (!mayRead(request, routes)) throw failure('UNAUTHENTICATED', 'Send METRICS_TOKEN as a bearer token.');
    const { type, text } = await routes.metrics.read();
    return await reply.header('cache-control', 'no-store').type(type).send(text);
  });
  app.addHook('onResponse', (request, reply, done) => {
    routes.metrics.answer(request.routeOptions.url ?? 'console', reply.statusCode);
    done();
  });
}

function mayRead(request: FastifyRequest, routes: OperatorRoutes): boolean {
  const shown = readBearer(request.headers.authorization);
  if (shown !== undefined && routes.metricsToken !== undefined) return isSame(shown, routes.metricsToken);
  return !routes.behindProxy && isLoopback(request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '');
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
