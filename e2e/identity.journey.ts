import { writeFile } from 'node:fs/promises';
import { openCustomer } from './fixtures/customers.ts';
import { expect, test } from './fixtures/journey.ts';
import type { Page } from '@playwright/test';

/** People of one shop, two of whom are one: a homophone and a slip in the birth date. */
function members(): string {
  const strangers = [...'赵钱孙李周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕'].map(
    (family, place) =>
      `M${place},${family}建国,1380013${8100 + place},19${60 + place}-0${1 + (place % 9)}-1${place % 10}`,
  );
  const one = ['M90,欧阳晓明,13912345678,1985-06-17', 'M91,欧阳小明,13912345678,1985-06-27'];
  return ['会员编号,姓名,手机,出生日期', ...strangers, ...one].join('\n');
}

test('duplicates are found, looked at, merged, edited, and given back just as they were', async ({
  administrator: page,
  installation,
}, testInfo) => {
  const path = testInfo.outputPath('members.csv');
  await writeFile(path, members());
  await installation.dossier('import', path, '--source', 'shop');
  await openCustomer(page, '欧阳晓明');
  const first = await numberOf(page);
  await openCustomer(page, '欧阳小明');
  const second = await numberOf(page);

  await page.goto('/identity/model');
  await page.getByRole('button', { name: '开始查重' }).click();
  const found = page.getByText('找到的疑似重复').locator('xpath=following-sibling::dd');
  await expect(found).toHaveText('1', { timeout: 60_000 });
  await found.getByRole('link').click();
  const pair = page.getByRole('article');
  await expect(pair).toContainText('欧阳晓明');
  await expect(pair).toContainText('欧阳小明');
  await expect(pair).toContainText('为什么');

  // By keyboard alone: the same, merge.
  await page.keyboard.press('s');
  await expect(page.getByRole('heading', { name: '合并为一个客户' })).toBeVisible();
  await expect(page.getByRole('button', { name: '合并', exact: true })).toBeEnabled();
  await expect(pair.getByText('一并转移')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/已合并到/)).toBeVisible();

  // Of two names from one file, the later row's is shown. Both are in the lineage; either number leads here.
  await openCustomer(page, '欧阳小明');
  const survivor = await numberOf(page);
  const released = survivor === first ? second : first;
  await edit(page, { card: '基本信息', field: '职务', text: '店长' });
  await page.getByRole('link', { name: '溯源' }).click();
  const parts = page.getByRole('row').filter({ hasText: 'shop' });
  await expect(parts).toHaveCount(2);
  await expect(parts.filter({ hasText: released })).toContainText('自');

  // What was entered since belongs to nobody for sure: whose it is, is asked.
  await page.getByRole('button', { name: '撤销合并' }).click();
  const dialog = page.getByRole('dialog');
  const later = dialog.getByRole('row').filter({ hasText: '来源记录' });
  await expect(later).toContainText('无从判断归属');
  await later.locator('.el-select').click();
  await page.getByRole('option', { name: released }).click();
  await expect(dialog.getByRole('table', { name: `${released} 将显示` })).toContainText('店长');
  await dialog.getByRole('button', { name: '撤销合并' }).click();
  await expect(dialog).toHaveCount(0);

  for (const [name, number, birthday] of [
    ['欧阳晓明', first, /1985\D0?6\D17/],
    ['欧阳小明', second, /1985\D0?6\D27/],
  ] as const) {
    await openCustomer(page, name);
    expect(await numberOf(page)).toBe(number);
    const basic = page.getByRole('region', { name: '基本信息' });
    await expect(basic).toContainText(birthday);
    if (number === released) await expect(basic).toContainText('店长');
    else await expect(basic).not.toContainText('店长');
  }
  await page.goto('/identity/operations');
  await expect(page.getByRole('row').filter({ hasText: survivor })).toHaveText([/撤销合并/, /合并/]);
});

test('what was never about a customer is split off, and the split is taken back', async ({
  administrator: page,
  installation,
}, testInfo) => {
  for (const [source, row] of [
    ['crm', 'C1,韩梅梅,13700002222,苏州市'],
    ['shop', 'S9,韩梅梅,13700002222,无锡市'],
  ] as const) {
    const path = testInfo.outputPath(`${source}.csv`);
    await writeFile(path, `编号,姓名,手机,城市\n${row}`);
    await installation.dossier('import', path, '--source', source);
  }
  await openCustomer(page, '韩梅梅');
  const number = await numberOf(page);
  await page.getByRole('link', { name: '溯源' }).click();
  await page.getByRole('button', { name: '拆分…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('请至少勾选一条来源记录')).toBeVisible();
  await dialog.locator('legend').getByText(/^crm/).click();
  await expect(dialog.getByRole('table', { name: '新客户将显示' })).toContainText('苏州');
  await dialog.getByRole('button', { name: '拆出' }).click();
  await expect(dialog).toHaveCount(0);
  const happened = page.getByRole('main').getByRole('listitem');
  await expect(happened).toHaveText([/拆分/]);
  await expect(happened.getByRole('link', { name: '韩梅梅' })).toHaveCount(2);

  // Taken back at once: the new customer is part of the old one again, under either number.
  await page.getByRole('alert').getByRole('button', { name: '撤销' }).click();
  await expect(happened).toHaveText([/合并/, /拆分/]);
  await expect(page.getByRole('row').filter({ hasText: /crm|shop/ })).toHaveCount(2);
  await openCustomer(page, '韩梅梅');
  expect(await numberOf(page)).toBe(number);
});

/** The number of the customer whose record is open. */
async function numberOf(page: Page): Promise<string> {
  return (await page.locator('.page-header .mono').first().innerText()).trim();
}

/** Changes one field of the record that is open, in its card. */
async function edit(page: Page, { card, field, text }: { card: string; field: string; text: string }): Promise<void> {
  await page.getByRole('button', { name: `编辑${card}` }).click();
  const region = page.getByRole('region', { name: card });
  await region.getByRole('textbox', { name: field }).fill(text);
  await region.getByRole('button', { name: '保存' }).click();
  await expect(region).toContainText(text);
}
