// Signs in and brings about what pages need to have something to show; gives the addresses of what came to be.
import { oldCustomers } from '../../e2e/fixtures/files.ts';
import { nextCode } from '../totp.mjs';
import { askForApprovals, findDuplicates, holdEmergencyAccess, raiseAlarms, registerPartners } from './deeds.mjs';
import { disagree } from './history-deeds.mjs';
import { addLongNames } from './long-names.mjs';
import { accountOf, PATIENCE_MS, prove, signedIn } from './people.mjs';

/** Who of the demo looks at pages, by the beginning of their address. */
const PEOPLE = ['lin', 'qian', 'he', 'zhou', 'sun', 'tang', 'ben', 'gao', 'xu', 'wu', 'dev'];

/** The administrator of an installation with nothing in it, and somebody who was just invited. */
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
  const states = { lin: await context.storageState(), invited: await invited(browser, installation) };
  await context.close();
  return { installation, states, values: { link: invite(installation, 'xia@example.com', '夏雨') } };
}

/** Invites somebody on the command line; gives the address of the link they set their password with. */
function invite(installation, email, name) {
  const said = installation.dossier('user', 'invite', '--email', email, '--name', name, '--role', 'DATA_STEWARD');
  const { pathname, hash } = new URL(said.trim().split('\n').at(-1));
  return pathname + hash;
}

/** Somebody who has set a password and now has to set up a second factor. */
async function invited(browser, installation) {
  const context = await browser.newContext({ baseURL: installation.url, locale: 'zh-CN' });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await page.goto(invite(installation, 'he@example.com', '何佳'));
  await page.locator('input[type=password]').first().fill('a rainy day in autumn');
  await page.locator('button.el-button--primary').click();
  await page.getByTestId('totp-secret').waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

/** The people of the demo, with an import at every step and something to see on every page about rights and partners. */
export async function prepareDemo(browser, installation) {
  const people = {};
  for (const name of PEOPLE) people[name] = await signedIn(browser, installation, name);
  const { page } = people.lin;
  const duplicates = await findDuplicates(people);
  const person = await firstCustomer(page, {
    kind: { eq: 'PERSON' },
    grade: { in: ['A'] },
    orders: { some: { total: { gte: '100' } } },
  });
  const others = await customers(page, { kind: { eq: 'PERSON' } });
  const id = person.split('/').at(-1);
  const disputed = await disagree(people);
  const [erased, erasedToo, ...consenting] = others.filter((one) => one !== id);
  const apps = await registerPartners(people, [id, ...consenting.slice(0, 8)]);
  await askForApprovals(people, { erased, erasedToo });
  const users = await people.lin.ask('Users');
  const seller = users.find(({ email }) => email === 'tang@demo.example').id;
  await raiseAlarms(people, { person: id, seller });
  await holdEmergencyAccess(people);
  const known = {
    person,
    erased,
    apps,
    duplicates,
    disputed,
    number: await numberOf(people.lin, person),
    seller,
    long: await addLongNames(people),
    sold: await numberOf(people.lin, await firstCustomer(page, { ownerId: { in: [seller] } })),
    account: accountOf(installation, 'lin'),
    prove: async (on, name) => await prove(on, accountOf(installation, name).seed),
  };
  const organisation = await firstCustomer(page, { kind: { eq: 'ORGANISATION' }, grade: { in: ['A'] } });
  const phone = await phoneOf(page, person);
  const draft = await upload(page, oldCustomers());
  const dry = await upToTheDryRun(page, '客户资料-华东.csv');
  await page.locator('main button.el-button--primary').last().click();
  await page.getByText('核对一致').waitFor();
  const done = await upToTheDryRun(page, '客户资料-华南.csv');
  await page.getByRole('button', { name: '不试运行，直接导入' }).click();
  await page.getByRole('heading', { name: '导入完成' }).waitFor();
  const states = {};
  for (const [name, { context }] of Object.entries(people)) {
    states[name] = await context.storageState();
    await context.close();
  }
  return { installation, states, values: { ...known, organisation, phone, draft, dry, done } };
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

async function numberOf(somebody, path) {
  return (await somebody.ask('CustomerRecord', { id: path.split('/').at(-1) })).number;
}

/** The address of the first customer of a list. */
async function firstCustomer(page, filter) {
  const [id] = await customers(page, filter);
  return `/customers/${id}`;
}

/** The ids of a list's first customers. */
async function customers(page, filter) {
  // What follows # changes without the page being loaded: the list of before would still stand there.
  await page.goto('about:blank');
  await page.goto(`/customers#filter=${encodeURIComponent(JSON.stringify(filter))}`);
  const links = page.locator('main a[href^="/customers/cus_"]');
  await links.first().waitFor();
  const addresses = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href').split('/').at(-1)));
  return [...new Set(addresses)];
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
