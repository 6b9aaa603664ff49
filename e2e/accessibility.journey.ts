import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { openCustomer } from './fixtures/customers.ts';
import { oldCustomers, shopPurchases } from './fixtures/files.ts';
import { drop } from './fixtures/importing.ts';
import type { Installation } from './fixtures/installation.ts';
import { expect, test } from './fixtures/journey.ts';
import { invite } from './fixtures/people.ts';

const PAGES = [
  '/sign-in',
  '/first-run',
  '/link#nothing',
  '/',
  '/customers',
  '/customers/new',
  '/customers/discrepancies',
  '/imports',
  '/imports/templates',
  '/imports/new',
  '/exports',
  '/identity/review',
  '/identity/model',
  '/identity/operations',
  '/operations',
  '/operations/audit',
  '/operations/seen',
  '/operations/alarms',
  '/settings/general',
  '/settings/sources',
  '/settings/customer-number',
  '/settings/codes',
  '/settings/privacy-policy',
  '/settings/processing',
  '/settings/partner-apps',
  '/settings/users',
  '/settings/teams',
  '/settings/pool',
  '/settings/watch',
  '/settings/keys',
  '/settings/erasures',
  '/settings/access',
  '/settings/access?part=preview',
  '/settings/access?part=fields',
  '/settings/access?part=changes',
  '/look-up',
  '/approvals',
  '/emergency-access',
  '/account',
  '/account/security',
  '/nowhere',
];

/** The switch for a language is named in the other. */
const TO_ENGLISH = /^EN: English/;
const TO_CHINESE = /^中文/;
/** How a page is looked at, with the switch that leads there. */
const LOOKS = [
  ['zh-CN', 'light', TO_CHINESE],
  ['en', 'dark', TO_ENGLISH],
] as const;
const OTHER_LOOKS = [
  ['zh-CN', 'dark', TO_CHINESE],
  ['en', 'light', TO_ENGLISH],
] as const;
/** Each page in one of two ways, by turns; in all four when asked. */
const looksAt = (place: number) =>
  process.env['DOSSIER_EVERY_LOOK'] ? [...LOOKS, ...OTHER_LOOKS] : LOOKS.slice(place % 2, (place % 2) + 1);

test('every page, in both languages and both themes, is without serious findings', async ({
  administrator: page,
  installation,
}, testInfo) => {
  // Some hundred looks; far more time than they need on a quiet machine.
  test.setTimeout(900_000);
  const created = await fill(page, installation, (name) => testInfo.outputPath(name));
  expect(await findingsOf(page, [...PAGES, ...created])).toEqual([]);
});

/** Brings something to show on every page; gives the addresses of what came to be. */
async function fill(page: Page, installation: Installation, pathOf: (name: string) => string): Promise<string[]> {
  await invite(page, '李雷', 'li.lei@example.com');
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
    `${customer}?tab=relationships`,
    `${customer}?tab=relationships&view=graph`,
    `${customer}?tab=relationships&view=chain`,
    `${customer}?tab=lineage`,
    `${customer}?tab=consents`,
    `${customer}?tab=history`,
    `${customer}/edit`,
    done,
    `${draft}/file`,
    `${draft}/meaning`,
    `${draft}/mapping`,
    `${draft}/dry-run`,
  ];
}

/**
 * Serious and critical findings of axe, as `page language theme rule: selector`. One page is looked at in Chinese and light, the next
 * in English and dark; with DOSSIER_EVERY_LOOK each in all four ways.
 */
async function findingsOf(page: Page, addresses: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  await page.addInitScript({ path: AXE });
  // It does find something where there is something.
  await page.goto('/nowhere');
  await page.evaluate(() => document.body.append(document.createElement('button')));
  expect(await look(page, 'a page with a nameless button', ['button-name'])).toHaveLength(1);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  for (const [place, address] of addresses.entries()) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('.skeleton-table, .chart-card .wait')).toHaveCount(0);
    for (const [language, scheme, switched] of looksAt(place)) {
      await page.emulateMedia({ colorScheme: scheme });
      await expect(page.locator('html.dark')).toHaveCount(scheme === 'dark' ? 1 : 0);
      if ((await page.locator('html').getAttribute('lang')) !== language)
        await page.getByRole('button', { name: switched }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      found.push(...(await look(page, `${address} ${language} ${scheme}`)));
    }
  }
  return found;
}

/** axe, which every page begins with; the package that brings it would send it for each look, which takes longer than the look. */
const AXE = createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js');

/** What a page with axe in it knows. */
interface WithAxe {
  readonly axe: {
    run: (
      of: Document,
      options: object,
    ) => Promise<{
      violations: { id: string; impact?: string | null; nodes: { target: (string | string[])[] }[] }[];
    }>;
  };
}

async function look(page: Page, where: string, rules?: readonly string[]): Promise<string[]> {
  const found = await page.evaluate(
    async (only) => {
      // The page began with it.
      const { axe } = globalThis as unknown as WithAxe;
      const { violations } = await axe.run(document, {
        resultTypes: ['violations'],
        preload: false,
        iframes: false,
        ...(only ? { runOnly: { type: 'rule', values: only } } : {}),
      });
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
    },
    rules && [...rules],
  );
  const told = found.map((one) => `${where} ${one}`);
  for (const one of told) console.log(one);
  return told;
}
