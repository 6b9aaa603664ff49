// A server of its own in production settings, with an administrator, a viewer and their tokens: for scripts that try it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap, ROOT } from './bootstrap.mjs';
import { make } from './make.mjs';
import { onEnd, start, stop } from './process.mjs';

const PASSWORD = 'a password that is long enough';

/** Builds and starts it on a temporary folder; everything is gone after `stop`. */
export async function startProductionServer() {
  const toolchain = await bootstrap();
  await make(toolchain, ['server']);
  const folder = mkdtempSync(join(tmpdir(), 'dossier-try-'));
  const dist = join(ROOT, 'packages', 'server', 'dist');
  const child = start(toolchain.node, [join(dist, 'main.js')], {
    env: { ...toolchain.env, NODE_ENV: 'production', DOSSIER_DATA: folder, PORT: '0', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = async () => {
    forget();
    await stop(child);
    rmSync(folder, { recursive: true, force: true });
  };
  const forget = onEnd(end);
  const line = await firstLine(child.stdout);
  const url = /http:\/\/localhost:\d+/.exec(line)?.[0];
  const link = line.split('#')[1]?.trim();
  if (!url || !link) throw new Error(`the server did not start: ${line}`);

  const documents = Object.values(JSON.parse(readFileSync(join(dist, 'persisted-documents.json'), 'utf8')));
  const hashes = Object.keys(JSON.parse(readFileSync(join(dist, 'persisted-documents.json'), 'utf8')));
  const hashOf = (name) =>
    hashes[documents.findIndex((text) => text.includes(`mutation ${name}(`))]?.replace('sha256:', '');
  const post = async (body, cookie) => {
    const headers = { 'content-type': 'application/json', ...(cookie ? { cookie, 'x-dossier-csrf': '1' } : {}) };
    const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { json: await answer.json(), cookie: answer.headers.get('set-cookie')?.split(';')[0] };
  };
  const persisted = async (name, variables, cookie) =>
    (await post({ variables, extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(name) } } }, cookie)).json
      .data;
  const setPassword = async (token, more = {}) => {
    const query = 'mutation ($input: PasswordSetInput!) { passwordSet(input: $input) { userErrors { code } } }';
    return (await post({ query, variables: { input: { token, password: PASSWORD, ...more } } })).cookie;
  };
  const makeToken = async (cookie) =>
    (await persisted('ApiTokenCreate', { input: { name: 'try', expiresInDays: 1 } }, cookie)).apiTokenCreate;

  const admin = await setPassword(link, { name: 'Ann', email: 'ann@acme.example' });
  const invitation = await persisted(
    'UserInvite',
    { input: { email: 'vic@acme.example', name: 'Vic', roles: ['VIEWER'] } },
    admin,
  );
  const viewer = await setPassword(invitation.userInvite.link.split('#')[1]);
  const ended = await makeToken(viewer);
  await persisted('ApiTokenRevoke', { id: ended.apiToken.id }, viewer);
  return {
    url,
    adminToken: (await makeToken(admin)).token,
    viewerToken: (await makeToken(viewer)).token,
    viewerEmail: 'vic@acme.example',
    endedToken: ended.token,
    stop: end,
  };
}

function firstLine(stream) {
  return new Promise((done) => {
    let text = '';
    stream.setEncoding('utf8').on('data', (part) => {
      text += part;
      if (text.includes('\n')) done(text.split('\n')[0]);
    });
    stream.once('end', () => done(text));
  });
}
