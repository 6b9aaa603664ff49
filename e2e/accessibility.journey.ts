import { writeFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { openCustomer } from './fixtures/customers.ts';
import { oldCustomers, shopPurchases } from './fixtures/files.ts';
import { drop } from './fixtures/importing.ts';
import type { Installation } from './fixtures/installation.ts';
import { expect, test } from './fixtures/journey.ts';

const PAGES = [
  '/',
  '/customers',
  '/customers/new',
  '/imports',
  '/imports/templates',
  '/imports/new',
  '/exports',
  '/operations',
  '/operations/audit',
  '/settings/general',
  '/settings/sources',
  '/settings/customer-number',
  '/settings/codes',
  '/settings/users',
  '/account',
  '/nowhere',
];

test('every page, in both languages and both themes, is without serious findings', async ({
  administrator: page,
  installation,
}, testInfo) => {
  test.setTimeout(300_000);
  await page.goto('/sign-in');
  const before = await findingsOf(page, ['/sign-in', '/first-run', '/link#nothing']);
  const pages = [...PAGES, ...(await fill(page, installation, (name) => testInfo.outputPath(name)))];
  const chinese = await findingsOf(page, pages);
  await page.getByRole('button', { name: /EN: English/ }).click();
  const english = await findingsOf(page, pages);
  expect([...before, ...chinese, ...english]).toEqual([]);
});

/** Brings something to show on every page; gives the addresses of what came to be. */
async function fill(page: Page, installation: Installation, pathOf: (name: string) => string): Promise<string[]> {
  for (const [file, source] of [
    [oldCustomers(), 'crm-old'],
    [shopPurchases(), 'shop'],
  ] as const) {
    const path = pathOf(file.name);
    await writeFile(path, file.buffer);
    await installation.dossier('import', path, '--source', source);
  }
  await openCustomer(page, '张伟');
  const customer = new URL(page.url()).pathname;
  await page.goto('/imports');
  await page.getByRole('link', { name: '客户资料.csv' }).click();
  await expect(page.getByRole('heading', { name: '导入完成' })).toBeVisible();
  const done = new URL(page.url()).pathname;
  await drop(page, {
    ...oldCustomers(),
    name: '再来一次.csv',
    buffer: Buffer.from('编号,姓名,手机号\n1,程咬金,13512345678\n'),
  });
  const draft = new URL(page.url()).pathname.replace(/\/file$/, '');
  return [
    customer,
    `${customer}?tab=purchases`,
    `${customer}?tab=sources`,
    `${customer}?tab=history`,
    `${customer}/edit`,
    done,
    `${draft}/file`,
    `${draft}/meaning`,
    `${draft}/mapping`,
    `${draft}/dry-run`,
  ];
}

/** Serious and critical findings of axe, as `page theme rule: selector`. */
async function findingsOf(page: Page, addresses: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const address of addresses) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('.skeleton-table, .chart-card .wait')).toHaveCount(0);
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await expect(page.locator('html.dark')).toHaveCount(theme === 'dark' ? 1 : 0);
      const axe = new AxeBuilder({ page });
      // A theme changes colours only.
      const { violations } = await (theme === 'dark' ? axe.withRules(['color-contrast']) : axe).analyze();
      for (const { id, impact, nodes } of violations) {
        if (impact !== 'serious' && impact !== 'critical') continue;
        found.push(...nodes.map((node) => `${address} ${theme} ${id}: ${node.target.join(' ')}`));
      }
    }
  }
  return found;
}
