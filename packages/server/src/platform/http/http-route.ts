import type { Permission } from '@dossier/shared/access';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '../context/context.ts';
import { failure } from '../graphql/failure.ts';
import type { RequestContexts } from './authentication.ts';

/** A route of a module beside GraphQL, for files. Whoever calls it is known and has the permission. */
export interface HttpRoute {
  readonly method: 'GET' | 'POST';
  /** Fastify's pattern, below `/api/`. */
  readonly url: `/api/${string}`;
  readonly permission: Permission;
  /** Largest body in bytes; for uploads, which get the body as a stream. Default: no body. */
  readonly streamedBody?: { readonly largest: number };
  /** Answers by `reply`, or returns what to send. The body of an upload is `request.raw`. */
  readonly handler: (ctx: Ctx, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
}

/** Adds the modules' routes, each behind authentication, origin check and its permission; `onDenials` is told of who lacks that. */
export function addHttpRoutes(
  app: FastifyInstance,
  routes: readonly HttpRoute[],
  { contexts, onDenials }: { contexts: RequestContexts; onDenials: (ctx: Ctx) => void },
): void {
  void app.register(async (scope) => {
    // Bodies are files of any kind: handlers read the raw stream, nothing is kept in memory.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    for (const route of routes) {
      scope.route({
        method: route.method,
        url: route.url,
        bodyLimit: route.streamedBody?.largest ?? 1024,
        handler: async (request, reply) => {
          const ctx = await contexts.of(request, reply);
          checkPermission(ctx, route.permission, onDenials);
          void reply.header('cache-control', 'no-store');
          return await route.handler(ctx, request, reply);
        },
      });
    }
  });
}

function checkPermission(ctx: Ctx, permission: Permission, onDenials: (ctx: Ctx) => void): void {
  if (ctx.actor.permissions.has(permission)) return;
  if (ctx.actor.kind === 'anonymous') throw failure('UNAUTHENTICATED', 'Sign in first, or send a token.');
  if (ctx.actor.kind === 'enrolling') throw failure('ENROLMENT_REQUIRED', 'Set up your second factor first.');
  ctx.access.denials.push({ code: 'FORBIDDEN', coordinates: [] });
  onDenials(ctx);
  throw failure('FORBIDDEN', 'You do not have the right to do this.', { permission });
}
