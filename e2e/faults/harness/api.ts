import { nextCode } from '../../../scripts/totp.mjs';
import type { Installation, Running } from './installation.ts';

/** What a GraphQL request was answered with. `Data` is the shape of what was asked for, as the asker knows it. */
export interface Answered<Data> {
  readonly status: number;
  readonly code: string | undefined;
  readonly retryAfter: string | null;
  readonly data: Data | undefined;
  readonly ms: number;
}

/** A signed-in administrator of a running server. */
export interface Api {
  readonly server: Running;
  readonly address: string;
  /** What identifies the administrator in every request. */
  readonly headers: Readonly<Record<string, string>>;
  ask<Data = unknown>(query: string, variables?: object): Promise<Answered<Data>>;
  get(path: string): Promise<number>;
  /** Uploads a file as the console does. @returns its id, or the refusal */
  upload(name: string, content: Buffer): Promise<{ status: number; body: { id?: string; errors?: readonly object[] } }>;
}

/** Starts a server and signs its first administrator in. */
export async function startApi(installation: Installation, env: Record<string, string> = {}): Promise<Api> {
  // Free documents with a session are allowed in development only; all else is as in production.
  const server = installation.start('main', [], { DOSSIER_MODE: 'development', ...env });
  await server.until('Dossier is running');
  const address = /http:\/\/localhost:\d+/.exec(server.said())?.[0] ?? '';
  const token = /#([\w-]+)/.exec(server.said())?.[1];
  const headers: Record<string, string> = { 'x-dossier-csrf': '1', 'accept-language': 'en' };
  const ask: Api['ask'] = async (query, variables) => {
    const begun = performance.now();
    const answer = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const body = await answer.json();
    return {
      status: answer.status,
      code: body.errors?.[0]?.extensions?.code,
      retryAfter: answer.headers.get('retry-after'),
      data: body.data,
      ms: performance.now() - begun,
    };
  };
  const password = 'a password that is long enough';
  const signedIn = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'mutation ($input: PasswordSetInput!) { passwordSet(input: $input) { userErrors { code } } }',
      variables: { input: { token, password, name: 'Ann', email: 'ann@acme.example' } },
    }),
  });
  headers['cookie'] = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  if (headers['cookie'] === '') throw new Error(`the first administrator could not sign in: ${server.said()}`);
  // An administrator needs a second factor before anything else.
  const begun = await ask<{ totpBegin: { secret: string } }>('mutation { totpBegin { secret } }');
  const code = await nextCode(begun.data?.totpBegin.secret ?? '');
  const confirmed = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: `mutation { totpConfirm(code: "${code}") { userErrors { code } } }` }),
  });
  headers['cookie'] = confirmed.headers.get('set-cookie')?.split(';')[0] ?? '';
  if (headers['cookie'] === '') throw new Error(`the second factor was refused: ${await confirmed.text()}`);
  return {
    server,
    address,
    headers,
    ask,
    get: async (path) => (await fetch(`${address}${path}`, { headers })).status,
    upload: async (name, content) => {
      const answer = await fetch(`${address}/api/files`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) },
        body: new Uint8Array(content),
      });
      return { status: answer.status, body: await answer.json() };
    },
  };
}
