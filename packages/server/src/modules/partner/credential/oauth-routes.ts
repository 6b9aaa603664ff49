import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { ANONYMOUS } from '../../../platform/context/actor.ts';
import { createContext, type Services } from '../../../platform/context/context.ts';
import { cookieSettings, createClient } from '../../../platform/http/request-client.ts';
import { ASSERTION_TYPE, type ClientProof } from './authenticate-client.ts';
import { issueToken, TOKEN_SECONDS } from './issue-token.ts';

const LARGEST_BODY = 16 * 1024;
const FORM = 'application/x-www-form-urlencoded';
const TOKEN_PATH = '/oauth/token';
const STATUS: Readonly<Record<string, number>> = { invalid_client: 401 };

/** An error of the token endpoint (RFC 6749, section 5.2). */
class OauthError extends Error {
  readonly code: string;

  constructor(code: string, description: string) {
    super(description);
    this.name = 'OauthError';
    this.code = code;
  }
}

/**
 * `POST /oauth/token` (RFC 6749, section 4.4: client credentials; RFC 7523: signed by the client) and the description of it at
 * `/.well-known/oauth-authorization-server` (RFC 8414). No browser calls them: nothing here lets other sites read the answers.
 */
export function addOauthRoutes(
  app: FastifyInstance,
  services: Services,
  options: { publicUrl: string | undefined },
): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(FORM, { parseAs: 'string', bodyLimit: LARGEST_BODY }, (_request, body, done) =>
      done(null, String(body)),
    );
    scope.get('/.well-known/oauth-authorization-server', async (request, reply) => {
      const { baseUrl } = clientOf(request, reply, options.publicUrl);
      return await reply.header('cache-control', 'no-store').send(describeServer(baseUrl));
    });
    scope.post(TOKEN_PATH, async (request, reply) => {
      void reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
      try {
        return await reply.send(await answerToken(services, request, reply, options.publicUrl));
      } catch (error) {
        return await answerError(error, reply);
      }
    });
  });
}

function describeServer(baseUrl: string): object {
  return {
    issuer: baseUrl,
    token_endpoint: `${baseUrl}${TOKEN_PATH}`,
    grant_types_supported: ['client_credentials'],
    response_types_supported: [],
    token_endpoint_auth_methods_supported: ['private_key_jwt', 'client_secret_basic', 'client_secret_post'],
    token_endpoint_auth_signing_alg_values_supported: ['ES256', 'ES384', 'EdDSA', 'PS256'],
  };
}

async function answerToken(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string | undefined,
): Promise<object> {
  const form = readForm(request.body);
  if (form.get('grant_type') !== 'client_credentials')
    throw new OauthError(
      form.has('grant_type') ? 'unsupported_grant_type' : 'invalid_request',
      'Send grant_type=client_credentials.',
    );
  const client = clientOf(request, reply, publicUrl);
  const resource = form.get('resource');
  if (resource !== undefined && resource !== `${client.baseUrl}/graphql`)
    throw new OauthError('invalid_target', 'There are tokens for the /graphql of this server only.');
  const { defaultLocale } = await services.settings();
  const ctx = createContext(services, { actor: ANONYMOUS, locale: defaultLocale, requestId: request.id, client });
  const scope = (form.get('scope') ?? '').split(' ').filter(Boolean);
  const audiences = [client.baseUrl, `${client.baseUrl}${TOKEN_PATH}`];
  const issued = await issueToken(ctx, proofOf(request, form), scope, audiences);
  if ('refusal' in issued) throw new OauthError(issued.refusal, issued.because);
  return {
    access_token: issued.token,
    token_type: 'Bearer',
    expires_in: TOKEN_SECONDS,
    scope: issued.purposes.join(' '),
  };
}

function clientOf(request: FastifyRequest, reply: FastifyReply, publicUrl: string | undefined) {
  return createClient(request, reply, cookieSettings(publicUrl), publicUrl);
}

function readForm(body: unknown): ReadonlyMap<string, string> {
  if (typeof body !== 'string') throw new OauthError('invalid_request', `Send ${FORM}.`);
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body)) {
    if (form.has(name)) throw new OauthError('invalid_request', `${name} stands there twice.`);
    // Parameters without a value are as if they were left out (RFC 6749, section 3.2).
    if (value !== '') form.set(name, value);
  }
  return form;
}

function proofOf({ headers }: FastifyRequest, form: ReadonlyMap<string, string>): ClientProof {
  const proofs: ClientProof[] = [];
  const { authorization } = headers;
  if (authorization !== undefined) proofs.push(readBasic(authorization));
  const secret = form.get('client_secret');
  if (secret !== undefined) proofs.push({ kind: 'SECRET', clientId: form.get('client_id') ?? '', secret });
  const assertion = form.get('client_assertion');
  if (assertion !== undefined) {
    if (form.get('client_assertion_type') !== ASSERTION_TYPE)
      throw new OauthError('invalid_request', `Send client_assertion_type=${ASSERTION_TYPE}.`);
    proofs.push({ kind: 'ASSERTION', assertion });
  }
  const [proof, ...others] = proofs;
  if (others.length > 0) throw new OauthError('invalid_request', 'Prove in one way who you are.');
  if (!proof) throw new OauthError('invalid_client', 'Prove who you are.');
  return proof;
}

function readBasic(authorization: string): ClientProof {
  const [scheme = '', encoded = ''] = authorization.split(' ');
  const [id, ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  if (scheme.toLowerCase() !== 'basic' || id === undefined || rest.length === 0)
    throw new OauthError('invalid_client', 'The authorization cannot be read.');
  // Both are form-encoded before they are put together (RFC 6749, section 2.3.1).
  const decoded = new URLSearchParams(`id=${id}&secret=${rest.join(':')}`);
  return { kind: 'SECRET', clientId: decoded.get('id') ?? '', secret: decoded.get('secret') ?? '' };
}

async function answerError(error: unknown, reply: FastifyReply): Promise<FastifyReply> {
  if (error instanceof OauthError) {
    const status = STATUS[error.code] ?? 400;
    if (status === 401) void reply.header('www-authenticate', 'Basic realm="dossier"');
    return await reply.code(status).send({ error: error.code, error_description: error.message });
  }
  const retryAfter = error instanceof GraphQLError ? error.extensions['retryAfter'] : undefined;
  if (!(error instanceof GraphQLError) || error.extensions['code'] !== 'RATE_LIMITED' || typeof retryAfter !== 'number')
    throw error;
  void reply.code(429).header('retry-after', retryAfter);
  return await reply.send({ error: 'temporarily_unavailable', error_description: error.message });
}
