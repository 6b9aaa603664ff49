import { createPerson } from './fixtures/customers.ts';
import { expect, test } from './fixtures/journey.ts';

test('a lost connection is said, nothing typed is lost, and it recovers by itself', async ({
  administrator: page,
  installation,
  complaints,
}) => {
  await page.goto('/customers/new');
  await page.getByRole('textbox', { name: '姓名' }).fill('妙玉');
  await installation.stop();
  await page.getByRole('button', { name: '保存' }).first().click();
  await expect(page.getByText('连不上服务器，正在重试。已填写的内容不会丢失。')).toBeVisible();
  await installation.start();
  await expect(page.getByText('连不上服务器，正在重试。')).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: '姓名' })).toHaveValue('妙玉');
  await page.getByRole('button', { name: '保存' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: '妙玉' })).toBeVisible();
  // The browser itself reports every request that found no server.
  complaints.splice(0);
});

test('what does not exist, and what fails, is said in words', async ({ administrator: page, complaints }) => {
  for (const address of ['/nowhere', '/settings/nowhere', '/imports/imp_AAAAAAAAAAAAAAAAAAAAAA']) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1, name: '没有这个页面' })).toBeVisible();
  }
  await page.goto('/customers/cus_AAAAAAAAAAAAAAAAAAAAAA');
  await expect(page.getByRole('heading', { level: 1, name: '没有这个客户' })).toBeVisible();

  let failing = true;
  await page.route('**/graphql', async (route) => {
    const isList = route.request().postData()?.includes('"operationName":"CustomerPages"');
    if (!failing || !isList) return await route.fallback();
    const errors = [{ message: 'x', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r-4711' } }];
    await route.fulfill({ status: 500, json: { errors } });
  });
  await page.goto('/customers');
  await expect(page.getByText('服务器出错了')).toBeVisible();
  await expect(page.getByText('请求编号 r-4711')).toBeVisible();
  failing = false;
  await page.getByRole('button', { name: '重试' }).click();
  await expect(page.getByText('还没有客户')).toBeVisible();
  complaints.splice(0);
});

test('charts answer the pointer without breaking the policy of the page', async ({ administrator: page }) => {
  await createPerson(page, '惜春', '13900008888');
  await page.getByRole('link', { name: '首页' }).click();
  const chart = page.getByRole('img', { name: '客户增长' }).locator('canvas');
  await expect(chart).toBeVisible();
  const box = await chart.boundingBox();
  await chart.hover({ position: { x: (box?.width ?? 0) / 2, y: 60 } });
  await expect(page.getByText('新客户 1')).toBeVisible();
  await chart.hover({ position: { x: (box?.width ?? 0) - 2, y: 4 } });
  await expect(page.getByText('新客户 1')).toHaveCount(0);
  await page.getByRole('button', { name: '以表格查看' }).first().click();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: '惜春' })).toBeVisible();
  await page.goForward();
  await expect(page.getByRole('heading', { level: 1, name: '首页' })).toBeVisible();
});
