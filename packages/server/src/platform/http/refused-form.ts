import type { FastifyRequest } from 'fastify';

/** Told about each request that is refused for its form. */
export type OnRefusedForm = (code: string, address: string) => void;

// Of what people meet in passing, nothing: what is not there, a session that is over, a right that they lack (which is noted for
// each of them), a server that is away.
const FORMS = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'FOREIGN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'PERSISTED_QUERY_NOT_FOUND',
  'RATE_LIMITED',
  'TOO_COMPLEX',
  'WRONG_TOKEN',
]);

/** Tells `onRefused` about an error of a request, if it is one of its form. */
export function noteRefusedForm(onRefused: OnRefusedForm | undefined, request: FastifyRequest, error: unknown): void {
  const code = onRefused && codeOf(error, request);
  if (onRefused && code !== undefined && FORMS.has(code)) onRefused(code, request.ip);
}

function codeOf(error: unknown, { headers }: FastifyRequest): string | undefined {
  if (typeof error !== 'object' || error === null || !('extensions' in error)) return undefined;
  const { extensions } = error;
  if (typeof extensions !== 'object' || extensions === null || !('code' in extensions)) return undefined;
  const { code } = extensions;
  if (typeof code !== 'string') return undefined;
  // Another site made a browser send it, or it is a document that is not the console's; who lacks a right is told so otherwise.
  if (code === 'FORBIDDEN') return 'http' in extensions ? 'FOREIGN' : undefined;
  if (code === 'UNAUTHENTICATED') return headers.authorization === undefined ? undefined : 'WRONG_TOKEN';
  return code;
}
