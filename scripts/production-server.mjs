// A server of its own in production settings, with an administrator, a viewer and their tokens: for scripts that try it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, ROOT } from './bootstrap.mjs';
import { make } from './make.mjs';
import { nextCode } from './totp.mjs';
import { startInstallation } from './temporary-installation.mjs';

const PASSWORD = 'a password that is long enough';

/** Builds and starts it on a temporary folder; everything is gone after `stop`. */
export async function startProductionServer() {
  const toolchain = await bootstrap();
  await make(toolchain, ['server']);
  const installation = await startInstallation(toolchain);
  const { url } = installation;
  const link = installation.firstRunPath?.split('#')[1];
  if (!url || !link) throw new Error('the server printed no address, or no link for the first administrator');

  const dist = join(ROOT, 'packages', 'server', 'dist');
  const documents = Object.values(JSON.parse(readFileSync(join(dist, 'persisted-documents.json'), 'utf8')));
  const hashes = Object.keys(JSON.parse(readFileSync(join(dist, 'persisted-documents.json'), 'utf8')));
  const hashOf = (name) =>
    hashes[documents.findIndex((text) => new RegExp(`mutation ${name}\\b`).test(text))]?.replace('sha256:', '');
  const post = async (body, cookie) => {
    const headers = { 'content-type': 'application/json', ...(cookie ? { cookie, 'x-dossier-csrf': '1' } : {}) };
    const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { json: await answer.json(), cookie: answer.headers.get('set-cookie')?.split(';')[0] };
  };
  const persistedAnswer = async (name, variables, cookie) =>
    await post({ variables, extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(name) } } }, cookie);
  const persisted = async (name, variables, cookie) => (await persistedAnswer(name, variables, cookie)).json.data;
  const enrol = async (cookie) => {
    const { secret } = (await persisted('TotpBegin', {}, cookie)).totpBegin;
    return (await persistedAnswer('TotpConfirm', { code: await nextCode(secret) }, cookie)).cookie;
  };
  const setPassword = async (token, more = {}) => {
    const query = 'mutation ($input: PasswordSetInput!) { passwordSet(input: $input) { userErrors { code } } }';
    return (await post({ query, variables: { input: { token, password: PASSWORD, ...more } } })).cookie;
  };
  const makeToken = async (cookie) =>
    (await persisted('ApiTokenCreate', { input: { name: 'try', expiresInDays: 1 } }, cookie)).apiTokenCreate;

  const admin = await enrol(await setPassword(link, { name: 'Ann', email: 'ann@acme.example' }));
  // The operator invites: at the console, the roles would wait for a second person.
  const invite = (email, name) => {
    const printed = installation.dossier('user', 'invite', '--email', email, '--name', name, '--role', 'VIEWER');
    return printed.trim().split('#').at(-1);
  };
  const viewer = await setPassword(invite('vic@acme.example', 'Vic'));
  const ended = await makeToken(viewer);
  await persisted('ApiTokenRevoke', { id: ended.apiToken.id }, viewer);
  const accounts = ['ann@acme.example', 'vic@acme.example'];
  for (let i = 0; i < 4; i++) {
    const email = `viewer${i}@acme.example`;
    await setPassword(invite(email, `Viewer ${i}`));
    accounts.push(email);
  }
  return {
    url,
    /** The addresses of everybody who has an account. */
    accounts,
    adminToken: (await makeToken(admin)).token,
    viewerToken: (await makeToken(viewer)).token,
    viewerEmail: 'vic@acme.example',
    endedToken: ended.token,
    stop: installation.stop,
  };
}
