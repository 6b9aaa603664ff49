import { readFile } from 'node:fs/promises';
import { oldCustomers } from './fixtures/files.ts';
import { chooseSource, drop, expectCounts, next } from './fixtures/importing.ts';
import { expect, test } from './fixtures/journey.ts';

test('a messy file becomes customers, whose import can be undone and restored', async ({ administrator: page }) => {
  await drop(page, oldCustomers());

  await test.step('what was detected', async () => {
    await expect(page.getByRole('main').getByText('GB18030 / GBK')).toBeVisible();
    await expect(page.getByText('上方 3 行标题，不导入')).toBeVisible();
    await expect(page.getByText('末尾 2 行备注，不导入')).toBeVisible();
    await expect(page.getByRole('cell', { name: '欧阳娜娜 女士' })).toBeVisible();
    await page.getByRole('button', { name: '拒收这些行' }).click();
    await next(page, '数据含义');
    await chooseSource(page, '旧CRM');
    await next(page, '映射');
  });

  await test.step('mapping with a preview of raw and standardised', async () => {
    const panel = page.getByRole('complementary');
    await page.getByRole('row', { name: /手机号码/ }).click();
    await expect(panel.getByRole('row', { name: /１３８００１３８０００/ })).toContainText('+8613800138000');
    await expect(panel.getByRole('row', { name: /1.37E\+10/ })).toContainText('电子表格截断了此号码的部分数字');
    await page.getByRole('row', { name: /出生日期/ }).click();
    await expect(panel.getByRole('row', { name: /一九八五年三月七日/ })).toContainText('1985-03-07');
    await expect(page.getByText('已自动保存')).toBeVisible();
    await page.reload();
    await expect(page.getByRole('row', { name: /手机号码/ })).toBeVisible();
    await next(page, '试运行');
  });

  const counts = { 读取: 10, 新建: 9, 更新: 0, 不变: 0, 拒收: 1 };
  await test.step('dry run, then the run', async () => {
    await page.getByRole('button', { name: '开始试运行' }).click();
    await expect(page.getByText('核对一致：读取 10 = 新建 9 + 更新 0 + 不变 0 + 拒收 1')).toBeVisible();
    await expectCounts(page, counts);
    await page.getByRole('button', { name: '导入 9 行：新建 9' }).click();
    await expect(page.getByRole('heading', { name: '导入完成' })).toBeVisible();
    await expectCounts(page, counts);
    await expect(page.getByText('核对一致：读取 10')).toBeVisible();
  });

  await test.step('rejected rows', async () => {
    await expect(page.getByRole('row', { name: /13 — 此行的单元格少于表的列数。/ })).toContainText('A010,白骨精,女');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载拒收行' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    expect(text.split('\r\n')[1]).toBe('"A010,白骨精,女",,,,,,,,,13,此行的单元格少于表的列数。');
  });

  await test.step('the customers, found by pinyin', async () => {
    await page.getByRole('button', { name: '查看这次导入的客户' }).click();
    await expect(page.getByText('共 9 个客户')).toBeVisible();
    await page.goto('/customers');
    await page.getByRole('textbox', { name: /拼音/ }).fill('ouyang');
    await expect(page.getByText('共 1 个客户')).toBeVisible();
    await page.getByRole('link', { name: '欧阳娜娜' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '欧阳娜娜' })).toBeVisible();
  });

  await test.step('a fact with its source and the raw value', async () => {
    await page.getByRole('main').getByRole('link', { name: '来源' }).click();
    const record = page.getByRole('article', { name: '旧CRM' });
    await expect(record).toContainText('原文：+86 139-1234-5678');
    await record.getByRole('link', { name: '查看导入' }).click();
    await expect(page.getByRole('heading', { name: '导入完成' })).toBeVisible();
  });

  await test.step('undo and restore', async () => {
    await page.getByRole('button', { name: '撤销导入' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '撤销导入' }).click();
    await expect(page.getByRole('heading', { name: '这次导入已撤销' })).toBeVisible();
    await page.goto('/customers');
    await expect(page.getByText('还没有客户')).toBeVisible();
    await page.goBack();
    await page.getByRole('button', { name: '恢复导入' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '恢复导入' }).click();
    await expect(page.getByRole('heading', { name: '导入完成' })).toBeVisible();
    await page.goto('/customers');
    await expect(page.getByText('共 9 个客户')).toBeVisible();
  });
});
