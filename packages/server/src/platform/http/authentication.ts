import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Locale, LOCALES } from '@dossier/shared/error';
import { ANONYMOUS, type Actor } from '../context/actor.ts';
import { createContext, type Ctx, type Services } from '../context/context.ts';
import { failure } from '../graphql/failure.ts';
import { CSRF_HEADER, isOwnOrigin } from './origin.ts';
import { type CookieSettings, createClient, readBearer, readCookie, readLanguage } from './request-client.ts';

/** Finds out who shows these credentials; given by the access module. */
export type Authenticate = (
  services: Services,
  shown: { readonly sessionToken?: string | undefined; readonly apiToken?: string | undefined },
) => Promise<{ readonly actor: Actor; readonly locale: Locale | null } | undefined>;

/** What makes a context from an HTTP request. */
export interface RequestContexts {
  /**
   * The context of a request, whoever it is from.
   *
   * @throws FORBIDDEN when another site made a browser send it, UNAUTHENTICATED when it shows a token that is not good.
   */
  of(request: FastifyRequest, reply: FastifyReply): Promise<Ctx>;
  /**
   * A context for one message of a socket that was opened by `request`; undefined when its credentials are not, or no
   * longer, good. `authorization` is what the socket sent instead of a header.
   */
  ofSocket(request: FastifyRequest, authorization: string | undefined): Promise<Ctx | undefined>;
  /** The language for a request that came to no context, or failed in one: asked for, the user's, the installation's. */
  languageOf(request: FastifyRequest): Promise<Locale>;
}

/** Makes contexts: credentials, origin, language, client. One statement for a request with credentials, else none. */
export function createRequestContexts(
  services: Services,
  authenticate: Authenticate,
  options: { readonly cookie: CookieSettings; readonly publicUrl: string | undefined },
): RequestContexts {
  const chosen = new WeakMap<FastifyRequest, Locale>();
  return {
    of: async (request, reply) => {
      const { headers } = request;
      const apiToken = readBearer(headers.authorization);
      const sessionToken = apiToken === undefined ? readCookie(headers.cookie, options.cookie.name) : undefined;
      if (apiToken === undefined) checkOrigin(request, sessionToken !== undefined, options.publicUrl);
      const known = await authenticate(services, { apiToken, sessionToken });
      if (apiToken !== undefined && !known) {
        throw failure('UNAUTHENTICATED', 'The token is not valid, or not any more.', { http: { status: 401 } });
      }
      const locale =
        readLanguage(headers['accept-language']) ?? known?.locale ?? (await services.settings()).defaultLocale;
      chosen.set(request, locale);
      return createContext(services, {
        actor: known?.actor ?? ANONYMOUS,
        locale,
        requestId: request.id,
        client: createClient(request, reply, options.cookie, options.publicUrl),
      });
    },
    ofSocket: async (request, authorization) => {
      const { headers } = request;
      const apiToken = readBearer(authorization ?? headers.authorization);
      const sessionToken = apiToken === undefined ? readCookie(headers.cookie, options.cookie.name) : undefined;
      const known = await authenticate(services, { apiToken, sessionToken });
      if (!known) return undefined;
      const locale =
        readLanguage(headers['accept-language']) ?? known.locale ?? (await services.settings()).defaultLocale;
      return createContext(services, { actor: known.actor, locale, requestId: request.id });
    },
    languageOf: async (request) => {
      const known = readLanguage(request.headers['accept-language']) ?? chosen.get(request);
      // The database may be what failed.
      return known ?? (await services.settings().catch(() => ({ defaultLocale: LOCALES[0] }))).defaultLocale;
    },
  };
}

// A token is not sent by browsers on their own, so a request with one needs no protection against other sites.
function checkOrigin(request: FastifyRequest, hasSession: boolean, publicUrl: string | undefined): void {
  const isSafe = request.method === 'GET' || request.method === 'HEAD';
  if (!isOwnOrigin(request.headers, publicUrl) && !(isSafe && !hasSession)) {
    throw failure('FORBIDDEN', 'The request comes from another site.', { http: { status: 403 } });
  }
  if (hasSession && !isSafe && request.headers[CSRF_HEADER] === undefined) {
    throw failure('FORBIDDEN', `Requests with a session need the header ${CSRF_HEADER}: 1.`, { http: { status: 403 } });
  }
}
