import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { openCustomer } from './fixtures/customers.ts';
import { oldCustomers, shopMembers } from './fixtures/files.ts';
import { expect, test } from './fixtures/journey.ts';

const DAY_MS = 86_400_000;

/** A day as somebody types it in the field for an instant, at noon in the journeys' zone. */
function noonOf(instant: number): string {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(instant);
  return `${day} 12:00:00`;
}

test('a customer is looked at as it was last month, and compared with now', async ({
  administrator: page,
  installation,
}, testInfo) => {
  const path = testInfo.outputPath('old.csv');
  await writeFile(path, oldCustomers().buffer);
  await installation.dossier('import', path, '--source', 'crm-old');
  installation.ageCustomers(60);

  await openCustomer(page, '诸葛亮');
  const basic = page.getByRole('region', { name: '基本信息' });
  await page.getByRole('button', { name: '编辑基本信息' }).click();
  await basic.getByRole('textbox', { name: '工作单位' }).fill('蜀汉丞相府');
  await basic.getByRole('textbox', { name: '职务' }).fill('丞相');
  await basic.getByRole('button', { name: '保存' }).click();
  await expect(basic).toContainText('蜀汉丞相府');

  await page.getByRole('link', { name: '变更历史' }).click();
  const changes = page.getByRole('region', { name: '变更', exact: true });
  await expect(changes).toContainText('蜀汉丞相府');
  await page.getByRole('combobox', { name: '时间' }).fill(noonOf(Date.now() - 30 * DAY_MS));
  await page.keyboard.press('Enter');
  await expect(page.getByText(/时已知的档案，并非现在的档案/)).toBeVisible();
  const then = page.getByRole('region', { name: '当时的档案' }).last();
  await expect(then).toContainText('诸葛亮');
  await expect(then).toContainText('四川');
  await expect(then).not.toContainText('丞相');
  await expect(differences(page)).toHaveText([/工作单位.*蜀汉丞相府/, /职务.*丞相/]);

  // The address leads there again; the slider leads to the first moment there is, and from there to before everything.
  await page.reload();
  await expect(differences(page)).toHaveCount(2);
  await page.getByRole('slider', { name: '时间' }).press('Home');
  await expect(page).toHaveURL((url) => Date.parse(url.searchParams.get('at') ?? '') < Date.now() - 59 * DAY_MS);
  await page.getByRole('button', { name: '回到现在' }).click();
  await expect(page.getByText(/时已知的档案，并非现在的档案/)).toHaveCount(0);
});

test('a changed source priority is tried, applied, and reversed by the version before', async ({
  administrator: page,
  installation,
}, testInfo) => {
  for (const [name, source] of [
    ['old.csv', 'crm-old'],
    ['shop.csv', 'shop'],
  ] as const) {
    const path = testInfo.outputPath(name);
    await writeFile(path, (name === 'old.csv' ? oldCustomers() : shopMembers()).buffer);
    await installation.dossier('import', path, '--source', source);
  }
  await openCustomer(page, '张伟');
  const place = page.getByRole('region', { name: '地址' });
  await page.goto('/settings/sources');
  const first = page.getByRole('list', { name: '来源优先级' }).getByRole('listitem').first();
  const before = (await first.locator('code').textContent()) === 'shop' ? 'shop' : 'crm-old';
  const cities = before === 'shop' ? (['广州市', '深圳市'] as const) : (['深圳市', '广州市'] as const);
  await page.getByRole('button', { name: `上移 ${before === 'shop' ? 'crm-old' : 'shop'}` }).click();
  await expect(page.getByText('尚未应用的修改')).toBeVisible();
  await tryAndApply(page, '门店的地址更新');
  await openCustomer(page, '张伟');
  await expect(place).toContainText(cities[1]);

  // What was in force before is taken from the versions, tried again, and put in force again.
  await page.goto('/settings/sources');
  await page.getByRole('button', { name: '取用版本 0' }).click();
  await tryAndApply(page, '弄错了，恢复');
  await expect(page.getByRole('region', { name: '版本', exact: true })).toContainText('弄错了，恢复');
  await openCustomer(page, '张伟');
  await expect(place).toContainText(cities[0]);
});

/** Tries the changed rules, looks at whose address they would flip, and applies them; ends when they are in force. */
async function tryAndApply(page: Page, reason: string): Promise<void> {
  await page.getByRole('button', { name: '试算' }).click();
  await page.getByRole('button', { name: '地址会改变的客户' }).click();
  const flips = page.getByRole('dialog');
  await expect(flips).toContainText('张伟');
  await page.keyboard.press('Escape');
  await expect(flips).toHaveCount(0);
  await page.getByRole('button', { name: '应用规则' }).click();
  const dialog = page.getByRole('dialog', { name: '应用新的规则？' });
  await expect(dialog).toContainText('位客户的采纳值会改变');
  await dialog.getByRole('textbox', { name: '原因' }).fill(reason);
  await dialog.getByRole('button', { name: '应用规则' }).click();
  await expect(page.getByText('规则已生效')).toBeVisible();
}

const differences = (page: Page) => page.getByRole('region', { name: '变化，截至' }).getByRole('row');
