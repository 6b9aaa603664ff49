import { createPerson } from './fixtures/customers.ts';
import { expect, test } from './fixtures/journey.ts';
import { invite, signIn } from './fixtures/people.ts';

test('the number pattern and a code list, as a form uses them', async ({ administrator: page }) => {
  await page.goto('/settings/customer-number');
  await page.getByRole('textbox', { name: '规则' }).fill('KH{seq:5}');
  await expect(page.getByText('看起来像 KH00001')).toBeVisible();
  await page.getByRole('button', { name: '保存' }).click();
  const dialog = page.getByRole('dialog', { name: '改用新的客户号规则？' });
  await dialog.getByRole('button', { name: /应用|保存/ }).click();
  await expect(page.getByText('设置已保存')).toBeVisible();

  await page.goto('/settings/codes?list=grade');
  await page.getByRole('button', { name: '添加代码' }).click();
  const added = page.getByRole('row').last();
  await added.getByRole('textbox', { name: /^代码/ }).fill('DIAMOND');
  await added.getByRole('textbox', { name: /^中文名称/ }).fill('钻石');
  await added.getByRole('textbox', { name: /^英文名称/ }).fill('Diamond');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('已保存').first()).toBeVisible();

  await createPerson(page, '史湘云', '13900006666');
  await expect(page.getByText('KH00001', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: '编辑客户管理' }).click();
  await page.getByRole('combobox', { name: '分级' }).click();
  await page.getByRole('option', { name: '钻石' }).click();
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('region', { name: '客户管理' })).toContainText('钻石');
});

test('an invited viewer waits for an approval, then sees customers, and neither imports nor settings', async ({
  administrator: page,
  browser,
  installation,
}) => {
  const link = await invite(page, '李雷', 'li.lei@example.com');
  const context = await browser.newContext({ locale: 'zh-CN', baseURL: installation.address });
  const viewer = await context.newPage();
  await viewer.goto(link);
  await expect(viewer.getByText('li.lei@example.com')).toBeVisible();
  await viewer.getByLabel('设置密码').fill('a rainy day in autumn');
  await viewer.getByRole('button', { name: '保存密码并登录' }).click();
  const navigation = viewer.getByRole('navigation', { name: '主导航' });
  await expect(navigation).toBeVisible();
  await expect(navigation.getByRole('link', { name: '客户' })).toHaveCount(0);

  // There is nobody else: what was asked for waits a day, which the administrator is told.
  await expect(page.getByText('单人操作模式')).toBeVisible();
  await page.getByRole('button', { name: /^我的账户/ }).click();
  await page.getByRole('menuitem', { name: '审批' }).click();
  const asked = page.getByRole('row').filter({ hasText: '李雷' });
  await expect(asked).toContainText('申请的角色查看者');
  await expect(asked).toContainText('无其他人可批准');
  await expect(asked.getByRole('button', { name: '批准', exact: true })).toHaveCount(0);
  installation.passDay();
  await expect(page.getByText('没有待办事项')).toBeVisible({ timeout: 40_000 });

  await viewer.goto('/');
  await signIn(viewer, 'li.lei@example.com', 'a rainy day in autumn');
  await expect(navigation.getByRole('link', { name: '客户' })).toBeVisible();
  await expect(navigation.getByRole('link', { name: '采集' })).toHaveCount(0);
  await expect(navigation.getByRole('link', { name: '设置' })).toHaveCount(0);
  for (const address of ['/imports/new', '/settings/users', '/customers/new']) {
    await viewer.goto(address);
    await expect(viewer.getByText(/需要“.*”权限/)).toBeVisible();
  }
  await context.close();
});

test('language, theme, and the command palette by keyboard alone', async ({ administrator: page }) => {
  await createPerson(page, '王熙凤', '13900007777');
  await page.getByRole('button', { name: '外观' }).click();
  await page.getByRole('menuitem', { name: '深色' }).click();
  await expect(page.locator('html')).toHaveClass(/dark/);
  await page.getByRole('button', { name: /EN: English/ }).click();
  await expect(page.getByRole('navigation', { name: 'Main navigation' })).toContainText('Customers');
  await page.reload();
  await expect(page.locator('html')).toHaveClass(/dark/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');

  // A key pressed before the page listens is lost.
  await expect(page.getByRole('navigation', { name: 'Main navigation' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type('wxf');
  await expect(page.getByRole('option', { name: /王熙凤/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '王熙凤' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('import');
  await expect(page.getByRole('option', { name: 'New import' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
