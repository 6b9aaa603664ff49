import { writeFile } from 'node:fs/promises';
import { ask } from './fixtures/api.ts';
import { openCustomer } from './fixtures/customers.ts';
import { oldCustomers, shopPurchases } from './fixtures/files.ts';
import { importFile } from './fixtures/importing.ts';
import { expect, test } from './fixtures/journey.ts';

const FIGURES = `query ($number: String!) {
  customerByNumber(number: $number) {
    customer { name orderStats { count totals { amount currency } } timeline(first: 20) { nodes { kind } } }
  }
}`;

test('purchases show on the record, and a program sees the same figures', async ({
  administrator: page,
  installation,
}, testInfo) => {
  const customers = testInfo.outputPath('customers.csv');
  await writeFile(customers, oldCustomers().buffer);
  await installation.dossier('import', customers, '--source', 'crm-old');
  await importFile(page, shopPurchases(), '网店');
  await expect(page.getByText('核对一致：读取 5 = 新建 5')).toBeVisible();

  let number = '';
  await test.step('the record', async () => {
    await openCustomer(page, '张伟');
    number =
      (await page
        .getByText(/^C\d+[0-9A-Z]$/)
        .first()
        .textContent()) ?? '';
    const timeline = page.getByRole('region', { name: '时间线' });
    await expect(timeline.getByText('购买')).toHaveCount(2);
    await page.getByRole('main').getByRole('link', { name: '购买' }).click();
    await expect(page.locator('.figures')).toContainText('订单数2');
    await expect(page.locator('.figures')).toContainText('¥1,570.00');
    await expect(page.locator('canvas')).toBeVisible();
    await page.getByRole('button', { name: '以表格查看' }).click();
    await expect(page.getByRole('row', { name: /2025年11月/ })).toContainText('1,396');
    await expect(page.getByRole('row', { name: /2026年2月/ })).toContainText('174');
    await page.getByRole('row', { name: /D1001/ }).getByRole('button').first().click();
    await expect(page.getByText('紫砂壶')).toBeVisible();
  });

  await test.step('the same by a personal token', async () => {
    await page.goto('/account');
    await page.getByRole('button', { name: '新建令牌' }).click();
    await page.getByLabel('用途').fill('每日报表');
    await page.getByRole('dialog').getByRole('button', { name: '新建' }).click();
    const token = (await page.getByRole('dialog').locator('.secret').textContent())?.trim() ?? '';
    await page.getByRole('button', { name: '我已保存' }).click();
    await expect(page.getByText('每日报表')).toBeVisible();
    expect(await ask(installation, token, FIGURES, { number })).toEqual({
      data: {
        customerByNumber: {
          customer: {
            name: '张伟',
            orderStats: { count: 2, totals: [{ amount: '1570', currency: 'CNY' }] },
            timeline: {
              nodes: [
                { kind: 'IMPORT' },
                { kind: 'IMPORT' },
                { kind: 'CREATED' },
                { kind: 'ORDER' },
                { kind: 'ORDER' },
              ],
            },
          },
        },
      },
    });
  });
});
