// Signs in and brings about what pages need to have something to show; gives the addresses of what came to be.
import { oldCustomers } from '../../e2e/fixtures/files.ts';
import { nextCode } from '../totp.mjs';

/** A large demo on a busy machine takes its time. */
const PATIENCE_MS = 120_000;
const ADMINISTRATOR = { email: 'lin@demo.example', password: 'silver-teapot-41' };

/** The administrator of an installation with nothing in it. */
export async function prepareEmpty(browser, installation) {
  const context = await browser.newContext({ baseURL: installation.url, locale: 'zh-CN' });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await page.goto(installation.firstRunPath);
  await page.locator('input[autocomplete=name]').fill('周敏');
  await page.locator('input[type=email]').fill('zhou.min@example.com');
  await page.locator('input[type=password]').first().fill('correct horse battery');
  await page.locator('button.el-button--primary').click();
  await page.getByTestId('totp-secret').waitFor();
  await page
    .locator('input[name=code]')
    .fill(await nextCode((await page.getByTestId('totp-secret').textContent()) ?? ''));
  await page.locator('button.el-button--primary').click();
  await page.locator('.el-checkbox').click();
  await page.locator('button.el-button--primary').click();
  await page.waitForURL(installation.url + '/');
  return await leaving(context, installation, {});
}

/** The administrator of the demo, with an import at every step. */
export async function prepareDemo(browser, installation) {
  const context = await browser.newContext({ baseURL: installation.url, locale: 'zh-CN' });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.locator('input[type=email]').fill(ADMINISTRATOR.email);
  await page.locator('input[type=password]').fill(ADMINISTRATOR.password);
  await page.locator('button.el-button--primary').click();
  const seed = new RegExp(`${ADMINISTRATOR.email}.* ([A-Z2-7]{32}) `).exec(installation.said)?.[1] ?? '';
  await page.locator('input[name=code]').fill(await nextCode(seed));
  await page.locator('button.el-button--primary').click();
  await page.waitForURL(installation.url + '/');

  const person = await firstCustomer(page, {
    kind: { eq: 'PERSON' },
    grade: { in: ['A'] },
    orders: { some: { total: { gte: '100' } } },
  });
  const organisation = await firstCustomer(page, { kind: { eq: 'ORGANISATION' }, grade: { in: ['A'] } });
  const phone = await phoneOf(page, person);
  const draft = await upload(page, oldCustomers());
  const dry = await upToTheDryRun(page, '客户资料-华东.csv');
  await page.locator('main button.el-button--primary').last().click();
  await page.getByText('核对一致').waitFor();
  const done = await upToTheDryRun(page, '客户资料-华南.csv');
  await page.getByRole('button', { name: '不试运行，直接导入' }).click();
  await page.getByRole('heading', { name: '导入完成' }).waitFor();
  return await leaving(context, installation, { person, organisation, phone, draft, dry, done });
}

/** Brings the old customers in as a file of this name, and answers everything up to the dry run. */
async function upToTheDryRun(page, name) {
  const address = await upload(page, { ...oldCustomers(), name });
  await page.getByRole('button', { name: '拒收这些行' }).click();
  await next(page);
  await page.getByRole('combobox').first().fill('旧CRM');
  await page.keyboard.press('Enter');
  await next(page);
  await next(page);
  return address;
}

async function leaving(context, installation, values) {
  const storageState = await context.storageState();
  await context.close();
  return { installation, storageState, values };
}

async function firstCustomer(page, filter) {
  await page.goto(`/customers?filter=${encodeURIComponent(JSON.stringify(filter))}`);
  const link = page.locator('main a[href^="/customers/cus_"]').first();
  await link.waitFor();
  return await link.getAttribute('href');
}

async function phoneOf(page, path) {
  await page.goto(path);
  const phone = page.locator('main [title^="+"]').first();
  await phone.waitFor();
  return await phone.getAttribute('title');
}

async function upload(page, { name, mimeType, buffer }) {
  await page.goto('/imports/new');
  await page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
  await page.waitForURL(/\/imports\/imp_\w+/, { waitUntil: 'commit' });
  await page.getByRole('heading', { level: 1, name }).waitFor();
  return new URL(page.url()).pathname.replace(/\/\w+$/, (last) => (last.startsWith('/imp_') ? last : ''));
}

async function next(page) {
  const before = page.url();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.waitForURL((url) => url.href !== before);
  await page.waitForTimeout(500);
}
