// Somebody at the console, without a browser: the operations of its pages, by their names, with cookie and second factor.
import { readFileSync } from 'node:fs';
import { program } from '../temporary-installation.mjs';
import { nextCode } from '../totp.mjs';

const DOCUMENTS = JSON.parse(readFileSync(program('main.js').replace('main.js', 'persisted-documents.json'), 'utf8'));

/** The people whom the start of a demo printed: address, password, roles, and the seed of a second factor. */
export function accountsIn(said) {
  return [...said.matchAll(/^ {2}(\S+@\S+) +(\S+) +(.+?)(?: +([A-Z2-7]{32}))?$/gm)].map(
    ([, email, password, roles, seed]) => ({ name: email.split('@')[0], email, password, roles: roles.trim(), seed }),
  );
}

/** Signs somebody in with what was printed of them. */
export async function signIn(url, account) {
  const cookies = new Map();
  const ask = async (operation, variables = {}) => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-dossier-csrf': '1',
        origin: url,
        cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
      },
      body: JSON.stringify({
        operationName: operation,
        variables,
        extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(operation) } },
      }),
    });
    for (const cookie of answer.headers.getSetCookie()) cookies.set(...cookie.split(';')[0].split('='));
    return await answer.json();
  };
  /** What an operation answers, after a proof of who one is where it takes one. @throws Error when it is refused */
  const done = async (operation, variables) => {
    let answer = await ask(operation, variables);
    if (answer.errors?.[0]?.extensions.code === 'STEP_UP_REQUIRED') {
      await done('StepUp', { input: { code: await nextCode(account.seed) } });
      answer = await ask(operation, variables);
    }
    const payload = payloadOf(answer);
    const refused = [...(answer.errors ?? []), ...(payload?.userErrors ?? [])];
    if (refused.length > 0) throw new Error(`${account.email}, ${operation}: ${JSON.stringify(refused)}`);
    return payload;
  };

  const { email, password, seed } = account;
  const { secondFactor } = await done('SignIn', { input: { email, password } });
  if (secondFactor) await done('SignInConfirm', { input: { ticket: secondFactor.ticket, code: await nextCode(seed) } });
  return { ...account, url, ask, done, hadSecondFactor: secondFactor !== null };
}

/** What stands under the only root field of an answer. */
export function payloadOf({ data }) {
  return Object.entries(data ?? {}).find(([name]) => name !== '__typename')?.[1];
}

/** The codes with which an answer refuses, of errors and of user errors. */
export function codesOf(answer) {
  const errors = (answer.errors ?? []).map(({ extensions }) => extensions.code);
  return [...errors, ...(payloadOf(answer)?.userErrors ?? []).map(({ code }) => code)];
}

function hashOf(operation) {
  const start = new RegExp(`(?:query|mutation) ${operation}\\b`);
  const [hash] = Object.entries(DOCUMENTS).find(([, document]) => start.test(document)) ?? [];
  if (!hash) throw new Error(`the console has no operation ${operation}`);
  return hash.replace('sha256:', '');
}

/** A program with somebody's personal token: free text over HTTP. */
export async function programOf(person, name) {
  const { token } = await person.done('ApiTokenCreate', { input: { name, expiresInDays: 1 } });
  return async (query, variables = {}) => {
    const answer = await fetch(`${person.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return { status: answer.status, ...(await answer.json()) };
  };
}
