import { writeFile } from 'node:fs/promises';
import { openCustomer } from './fixtures/customers.ts';
import { expect, test } from './fixtures/journey.ts';

/** People of one shop, two of whom are one: a homophone and a slip in the birth date. */
function members(): string {
  const strangers = [...'赵钱孙李周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕'].map(
    (family, place) =>
      `M${place},${family}建国,1380013${8100 + place},19${60 + place}-0${1 + (place % 9)}-1${place % 10}`,
  );
  const one = ['M90,欧阳晓明,13912345678,1985-06-17', 'M91,欧阳小明,13912345678,1985-06-27'];
  return ['会员编号,姓名,手机,出生日期', ...strangers, ...one].join('\n');
}

test('duplicates are found, looked at, merged, looked up, and taken apart again', async ({
  administrator: page,
  installation,
}, testInfo) => {
  const path = testInfo.outputPath('members.csv');
  await writeFile(path, members());
  await installation.dossier('import', path, '--source', 'shop');

  await page.goto('/identity/model');
  await page.getByRole('button', { name: '开始查重' }).click();
  await page.goto('/identity/review');
  const pair = page.getByRole('article');
  await expect(async () => {
    await page.reload();
    await expect(pair).toContainText('欧阳晓明', { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await expect(pair).toContainText('欧阳小明');
  await expect(pair).toContainText('为什么');

  // By keyboard alone: the same, merge.
  await page.keyboard.press('s');
  await expect(page.getByRole('heading', { name: '合并为一个客户' })).toBeVisible();
  await expect(page.getByRole('button', { name: '合并', exact: true })).toBeEnabled();
  await expect(pair.getByText('一并转移')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/已合并到/)).toBeVisible();

  // Of two names from one file, the later row's is shown.
  await openCustomer(page, '欧阳小明');
  await page.getByRole('link', { name: '溯源' }).click();
  await expect(page.getByRole('main')).toContainText('组成');
  await page.getByRole('button', { name: '撤销合并' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '撤销合并' }).click();
  await expect(dialog).toHaveCount(0);

  await openCustomer(page, '欧阳晓明');
  await expect(page.getByText(/1985\D0?6\D17/).first()).toBeVisible();
  await openCustomer(page, '欧阳小明');
  await expect(page.getByText(/1985\D0?6\D27/).first()).toBeVisible();
});
