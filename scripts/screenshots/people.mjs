// The people of the demo at the console: signing in, and doing over its API what their pages would.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../bootstrap.mjs';
import { nextCode } from '../totp.mjs';

/** A large demo on a busy machine takes its time. */
export const PATIENCE_MS = 120_000;
const DOCUMENTS = JSON.parse(
  readFileSync(join(ROOT, 'packages', 'console', 'src', 'gql', 'persisted-documents.json'), 'utf8'),
);

/** What the start of a demo printed of somebody: password, and the seed of the second factor for those who need one. */
export function accountOf(installation, name) {
  const line = installation.said.split('\n').find((one) => one.trim().startsWith(`${name}@`)) ?? '';
  const [email, password] = line.trim().split(/\s+/);
  return { email, password, seed: / ([A-Z2-7]{32})$/.exec(line)?.[1] };
}

/** A context of a browser in which somebody of the demo is signed in; `page` stands at home. */
export async function signedIn(browser, installation, name) {
  const context = await browser.newContext({ baseURL: installation.url, locale: 'zh-CN' });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const { email, password, seed } = accountOf(installation, name);
  await page.goto('/sign-in');
  await page.locator('input[type=email]').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.locator('button.el-button--primary').click();
  if (seed) {
    await page.locator('input[name=code]').fill(await nextCode(seed));
    await page.locator('button.el-button--primary').click();
  }
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  const { url } = installation;
  return { context, page, url, ask: async (operation, variables) => await ask(context, url, operation, variables) };
}

/**
 * Runs one of the console's documents, as its pages do.
 * @throws Error when it is refused
 */
async function ask(context, url, operation, variables = {}) {
  const start = new RegExp(`(?:query|mutation) ${operation}\\b`);
  const [hash] = Object.entries(DOCUMENTS).find(([, document]) => start.test(document)) ?? [];
  const response = await context.request.post('/graphql', {
    headers: { 'x-dossier-csrf': '1', origin: url },
    data: {
      operationName: operation,
      variables,
      extensions: { persistedQuery: { version: 1, sha256Hash: hash?.replace('sha256:', '') } },
    },
  });
  const { data, errors } = await response.json();
  const [, answer] = Object.entries(data ?? {}).find(([name]) => name !== '__typename') ?? [];
  const refused = [...(errors ?? []), ...(answer?.userErrors ?? [])];
  if (refused.length > 0) throw new Error(`${operation}: ${JSON.stringify(refused)}`);
  return answer;
}

/** Shows a code where somebody is asked again who they are. */
export async function prove(page, seed) {
  const code = page.locator('.el-dialog input[name=code]');
  await page.waitForTimeout(1_000);
  if (!(await code.isVisible())) return;
  await code.fill(await nextCode(seed));
  await page.locator('.el-dialog:has(input[name=code]) .el-button--primary').click();
}
