import { readFile, writeFile } from 'node:fs/promises';
import { createPerson } from './fixtures/customers.ts';
import { manyCustomers } from './fixtures/files.ts';
import { expect, test } from './fixtures/journey.ts';

test('the form says what is wrong at the field, and warns of a customer there already is', async ({
  administrator: page,
}) => {
  await createPerson(page, '林黛玉', '138 0000 1111');
  await page.goto('/customers/new');
  await page.getByRole('textbox', { name: '电话' }).fill('123');
  await page.getByRole('button', { name: '保存' }).first().click();
  const name = page.locator('.el-form-item').filter({ has: page.getByRole('textbox', { name: '姓名' }) });
  await expect(name.locator('.el-form-item__error')).toHaveText('此项必填。');
  await expect(page.getByRole('textbox', { name: '姓名' })).toBeFocused();
  const phone = page.locator('.el-form-item').filter({ has: page.getByRole('textbox', { name: '电话' }) });
  await expect(phone.locator('.el-form-item__error')).toBeVisible();

  await page.getByRole('textbox', { name: '姓名' }).fill('林 黛玉');
  await page.getByRole('textbox', { name: '电话' }).fill('１３８００００１１１１');
  await expect(page.getByText('可能已有此客户（1）')).toBeVisible();
  await expect(page.getByRole('alert').getByRole('link', { name: '林黛玉' })).toBeVisible();
  await page.reload();
  await expect(page.getByText(/已恢复.*未保存的内容/)).toBeVisible();
  await expect(page.getByRole('textbox', { name: '姓名' })).toHaveValue('林 黛玉');
});

test('two people edit one customer; archive and restore', async ({ administrator: page }) => {
  await createPerson(page, '薛宝钗', '13900002222');
  const other = await page.context().newPage();
  const edit = `${page.url()}/edit`;
  await page.goto(edit);
  await other.goto(edit);
  await other.getByRole('textbox', { name: '工作单位' }).fill('蘅芜苑');
  await other.getByRole('button', { name: '保存' }).first().click();
  await expect(other.getByRole('heading', { level: 1, name: '薛宝钗' })).toBeVisible();

  await page.getByRole('textbox', { name: '职务' }).fill('管家');
  await page.getByRole('button', { name: '保存' }).first().click();
  await expect(page.getByRole('dialog', { name: '此客户已被他人修改' })).toContainText('蘅芜苑');
  await page.getByRole('button', { name: '在最新内容上重新应用' }).click();
  await page.getByRole('button', { name: '保存' }).first().click();
  const basic = page.getByRole('region', { name: '基本信息' });
  await expect(basic).toContainText('蘅芜苑');
  await expect(basic).toContainText('管家');

  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('menuitem', { name: '归档' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '归档' }).click();
  await expect(page.getByText(/此客户已于.*归档/)).toBeVisible();
  await page.goto('/customers');
  await expect(page.getByText('还没有客户')).toBeVisible();
  await page.goBack();
  await page.getByRole('button', { name: '恢复' }).click();
  await page.goto('/customers');
  await expect(page.getByRole('link', { name: '薛宝钗' })).toBeVisible();
});

test('tags for all that match; the filter is in the address; an export carries no formulas', async ({
  administrator: page,
  installation,
  context,
}, testInfo) => {
  const file = testInfo.outputPath('many.csv');
  await writeFile(file, manyCustomers(330, '南京').buffer);
  await installation.dossier('import', file, '--source', 'crm');
  await createPerson(page, '=1+1', '13900003333');

  await test.step('tag all that match, not only those loaded', async () => {
    await page.goto('/customers');
    await expect(page.getByText('共 331 个客户')).toBeVisible();
    await page.getByRole('textbox', { name: /拼音/ }).fill('贾');
    await expect(page.getByText('共 330 个客户')).toBeVisible();
    await page.getByRole('checkbox', { name: '选择已加载的客户' }).check();
    await page.getByRole('button', { name: '选择全部 330 个符合条件的客户' }).click();
    await page.getByRole('button', { name: '添加或移除标签' }).click();
    const dialog = page.getByRole('dialog', { name: '批量标签' });
    await dialog.getByRole('combobox', { name: '添加标签' }).fill('荣国府');
    await page.getByRole('option', { name: '荣国府' }).click();
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: '应用到 330 个客户' }).click();
    await expect(page.getByText('330 个客户已改变')).toBeVisible();
  });

  await test.step('a filter survives a reload and can be handed on', async () => {
    await page.goto('/customers');
    await page.getByRole('search').getByRole('combobox', { name: '标签' }).press('Enter');
    await page.getByRole('option', { name: /荣国府/ }).click();
    await expect(page.getByText('共 330 个客户')).toBeVisible();
    await page.reload();
    await expect(page.getByText('共 330 个客户')).toBeVisible();
    const shared = await context.newPage();
    await shared.goto(page.url());
    await expect(shared.getByText('共 330 个客户')).toBeVisible();
    await shared.close();
  });

  await test.step('export', async () => {
    await page.goto('/customers#q=13900003333');
    await expect(page.getByText('共 1 个客户')).toBeVisible();
    await page.getByRole('checkbox', { name: '选择 =1+1' }).check();
    await page.getByRole('button', { name: '导出' }).click();
    await page.getByRole('dialog').getByText('CSV (UTF-8)').click();
    await page.getByRole('button', { name: '开始导出' }).click();
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '导出' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('main').getByRole('link', { name: /\.csv/ }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    expect(text).toContain("'=1+1");
    expect(text).not.toMatch(/(^|,)"?=1\+1/m);
  });
});
