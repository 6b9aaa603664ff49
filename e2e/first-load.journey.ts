import type { Page } from '@playwright/test';
import { createPerson } from './fixtures/customers.ts';
import { expect, test } from './fixtures/journey.ts';
import { ADMINISTRATOR, showCode, signIn, signOut } from './fixtures/people.ts';

/** The most the first page may bring over the line, charts and all. */
const LIMIT_KB = 385;

test('the first load of sign-in and of home stays under its limit', async ({
  administrator: page,
  browser,
  installation,
}, testInfo) => {
  await createPerson(page, '湘云', '13900001111');
  await signOut(page);
  const fresh = await browser.newContext({ baseURL: installation.address, locale: 'zh-CN' });
  const visitor = await fresh.newPage();
  const load = await transferOf(visitor);

  await visitor.goto('/');
  await expect(visitor.getByRole('heading', { name: '登录' })).toBeVisible();
  await visitor.waitForLoadState('networkidle');
  const first = load.take();
  await signIn(visitor, ADMINISTRATOR.email, ADMINISTRATOR.password);
  await showCode(visitor, ADMINISTRATOR.email);
  await expect(visitor.getByRole('img', { name: '客户增长' }).locator('canvas')).toBeVisible();
  await visitor.waitForLoadState('networkidle');
  load.take();

  // As with a session of yesterday and nothing kept by the browser.
  await load.forget();
  await visitor.goto('/');
  await expect(visitor.getByRole('img', { name: '客户增长' }).locator('canvas')).toBeVisible();
  await visitor.waitForLoadState('networkidle');
  const home = load.take();

  const said = `sign-in ${first.kb} kB, home ${home.kb} kB over the line`;
  await testInfo.attach('first-load.txt', { body: `${said}\n\n${first.list}\n\n${home.list}\n` });
  console.log(said);
  expect(first.kb).toBeLessThan(LIMIT_KB);
  expect(home.kb).toBeLessThan(LIMIT_KB);
  await fresh.close();
});

/** Counts what the page really brings over the line: compressed bodies with their headers, in kB of 1,000 bytes. */
async function transferOf(page: Page) {
  const session = await page.context().newCDPSession(page);
  const urls = new Map<string, string>();
  const bytes = new Map<string, number>();
  session.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => bytes.set(requestId, encodedDataLength));
  await session.send('Network.enable');
  return {
    /** What came since it was asked last. */
    take: () => {
      const sizes = [...bytes].toSorted(([, a], [, b]) => b - a);
      bytes.clear();
      return {
        kb: Math.round(sizes.reduce((total, [, length]) => total + length, 0) / 1_000),
        list: sizes.map(([id, length]) => `${length} ${new URL(urls.get(id) ?? 'x:').pathname}`).join('\n'),
      };
    },
    forget: async () => {
      await session.send('Network.clearBrowserCache');
    },
  };
}
