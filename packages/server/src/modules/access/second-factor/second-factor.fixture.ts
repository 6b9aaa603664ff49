import type { FastifyInstance } from 'fastify';
import type { Answered, TestApp } from '../../../app/testing/test-app.ts';
import { PASSWORD } from '../access.fixture.ts';

/** Who is signed in, and with what rights. */
export const VIEWER = '{ viewer { mustEnrol secondFactor permissions user { email } } }';
/** Takes a new code generator into use. */
export const CONFIRM = 'mutation ($code: String!) { totpConfirm(code: $code) { recoveryCodes userErrors { code } } }';
/** Makes new recovery codes. */
export const RENEW = 'mutation { recoveryCodesRenew { recoveryCodes userErrors { code } } }';

/** What a browser sees and keeps: it sends its cookie, and takes the one it is given. */
export interface Browser {
  cookie: string;
  /** Asks over HTTP; answers the data, or the code of the first error. */
  ask(query: string, variables?: object): Promise<Answered>;
  /** Asks for one mutation with an input; answers the code of its first refusal, the code of the failure, or `done`. */
  code(mutation: string, input: object): Promise<string>;
}

/** A browser that nobody is signed in with. */
export function openBrowser(server: FastifyInstance, cookie = ''): Browser {
  const browser: Browser = {
    cookie,
    ask: async (query, variables = {}) => {
      const answer = await server.inject({
        method: 'POST',
        url: '/graphql',
        headers: { 'x-dossier-csrf': '1', ...(browser.cookie ? { cookie: browser.cookie } : {}) },
        payload: { query, variables },
      });
      const given = answer.headers['set-cookie'];
      if (given !== undefined) browser.cookie = String(given).split(';')[0] ?? '';
      const { data, errors } = answer.json();
      return errors ? errors[0].extensions.code : data;
    },
    code: async (mutation, input) => {
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
      const data = await browser.ask(
        `mutation ($input: ${type}) { ${mutation}(input: $input) { userErrors { code } } }`,
        { input },
      );
      return typeof data === 'string' ? data : (data[mutation].userErrors[0]?.code ?? 'done');
    },
  };
  return browser;
}

/** Shows the password; answers the ticket for the second factor. */
export async function ticketFor(browser: Browser, email: string, password = PASSWORD): Promise<string> {
  const { signIn } = await browser.ask(
    'mutation ($input: SignInInput!) { signIn(input: $input) { secondFactor { ticket } } }',
    { input: { email, password } },
  );
  return signIn.secondFactor.ticket;
}

/** How many rows of the tables of factors hold one of these texts. */
export async function plainTexts(app: TestApp, texts: readonly string[]): Promise<readonly string[]> {
  const { read } = app.services.db;
  const kept = JSON.stringify([
    await read.selectFrom('totp_factor').selectAll().execute(),
    await read.selectFrom('recovery_code').selectAll().execute(),
    await read.selectFrom('sign_in_ticket').selectAll().execute(),
    await read.selectFrom('session').selectAll().execute(),
    await read.selectFrom('audit_entry').selectAll().execute(),
  ]);
  return texts.filter((text) => kept.includes(text) || kept.includes(Buffer.from(text).toString('base64url')));
}
