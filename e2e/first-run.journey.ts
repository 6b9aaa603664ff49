import { expect, test } from './fixtures/journey.ts';
import { ADMINISTRATOR, setFirstPassword, showCode, signIn, signOut } from './fixtures/people.ts';

test('the first link makes the administrator, leads to the first import, and is dead afterwards', async ({
  page,
  installation,
}) => {
  await page.goto('/customers');
  await expect(page.getByRole('heading', { name: '请打开启动程序时在终端里显示的链接' })).toBeVisible();

  await page.goto(installation.firstRunLink);
  await page.getByLabel('姓名').fill(ADMINISTRATOR.name);
  await page.getByLabel('邮箱').fill('zhou.min');
  await page.getByLabel('设置密码').fill('short');
  await page.getByRole('button', { name: '创建管理员并进入' }).click();
  await expect(page.getByText('请填写有效的邮箱地址')).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: '至少 12 个字符' })).toBeVisible();

  await setFirstPassword(page, installation);
  await expect(page.getByRole('heading', { name: '把客户数据放进来' })).toBeVisible();
  await page.getByRole('button', { name: '导入第一份文件' }).click();
  await expect(page.getByRole('heading', { name: '把文件拖到这里' })).toBeVisible();

  const other = await page.context().browser()?.newContext({ locale: 'zh-CN' });
  const stranger = await other?.newPage();
  await stranger?.goto(installation.firstRunLink);
  await expect(stranger?.getByLabel('姓名') ?? page.getByLabel('姓名')).toHaveCount(0);
  await other?.close();
});

test('signing out and in again', async ({ administrator: page, complaints }) => {
  await page.goto('/customers');
  await signOut(page);
  await page.goto('/settings/general');
  await signIn(page, ADMINISTRATOR.email, 'wrong horse battery');
  await expect(page.getByText('邮箱或密码错误')).toBeVisible();
  expect(complaints).toEqual([]);

  await signIn(page, ADMINISTRATOR.email, ADMINISTRATOR.password);
  await showCode(page, ADMINISTRATOR.email);
  await expect(page.getByRole('heading', { level: 1, name: '常规' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: '常规' })).toBeVisible();
});
