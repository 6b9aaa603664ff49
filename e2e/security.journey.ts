import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/journey.ts';
import { ADMINISTRATOR, enrol, showCode, signIn, signOut } from './fixtures/people.ts';

/** A security key that touches itself: the browser's own stand-in for hardware (WebDriver, "Virtual Authenticators"). */
async function plugInAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test('a passkey proves again who sits there, and signs in; a recovery code does when all else is lost', async ({
  administrator: page,
  installation,
}) => {
  await plugInAuthenticator(page);
  await page.goto('/account/security');
  const factors = page.getByRole('region', { name: '两步验证' });
  await factors.getByRole('button', { name: '添加通行密钥' }).click();
  const adding = page.getByRole('dialog', { name: '添加通行密钥' });
  await adding.getByLabel('名称').fill('办公电脑');
  await adding.getByRole('button', { name: '添加通行密钥' }).click();
  await expect(factors.getByText('办公电脑')).toBeVisible();

  // Long after signing in, what a borrowed browser must not do asks again; then it is done by itself.
  installation.ageProofs();
  await page.goto('/settings/users');
  await page.getByRole('button', { name: '邀请用户' }).click();
  const invitation = page.getByRole('dialog', { name: '邀请用户' });
  await invitation.getByLabel('姓名').fill('李雷');
  await invitation.getByLabel('邮箱').fill('li.lei@example.com');
  await invitation.getByRole('checkbox', { name: /查看者/ }).check();
  await invitation.getByRole('button', { name: '生成邀请链接' }).click();
  const again = page.getByRole('dialog', { name: '请再次验证身份' });
  await again.getByRole('button', { name: '使用通行密钥' }).click();
  await again.getByRole('button', { name: '用通行密钥确认' }).click();
  await expect(page.getByRole('dialog').getByRole('textbox', { name: '复制链接' })).toHaveValue(/\/link#/);
  await page.getByRole('button', { name: '完成' }).click();

  await page.goto('/account/security');
  await page.getByRole('button', { name: '重新生成' }).click();
  await page.getByRole('dialog', { name: '重新生成恢复代码？' }).getByRole('button', { name: '重新生成' }).click();
  const codes = page.getByRole('list', { name: '恢复代码' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  const [recoveryCode = ''] = await codes.allTextContents();
  await page.getByText('我已妥善保存').click();
  await page.getByRole('button', { name: '继续' }).click();

  await signOut(page);
  await signIn(page, ADMINISTRATOR.email, ADMINISTRATOR.password);
  await page.getByRole('button', { name: '使用通行密钥' }).click();
  await page.getByRole('button', { name: '用通行密钥确认' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '首页' })).toBeVisible();

  await signOut(page);
  await signIn(page, ADMINISTRATOR.email, ADMINISTRATOR.password);
  await page.getByRole('button', { name: '手机不在身边？使用恢复代码' }).click();
  await page.getByLabel('恢复代码').fill(recoveryCode.toLowerCase());
  await page.getByRole('button', { name: '确认', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: '首页' })).toBeVisible();
  await page.goto('/account/security');
  await expect(page.getByText('还剩 9 个')).toBeVisible();
});

test('an invited steward sets up a second factor first; a reset signs them out and lets them begin anew', async ({
  administrator: page,
  browser,
  installation,
}) => {
  const link = (
    await installation.dossier(
      'user',
      'invite',
      '--email',
      'he@example.com',
      '--name',
      '何佳',
      '--role',
      'DATA_STEWARD',
    )
  )
    .trim()
    .split('\n')
    .at(-1);
  const context = await browser.newContext({ locale: 'zh-CN', baseURL: installation.address });
  const steward = await context.newPage();
  // The command does not know which port this journey was given.
  await steward.goto(new URL(link ?? '').pathname + new URL(link ?? '').hash);
  await steward.getByLabel('设置密码').fill('a rainy day in autumn');
  await steward.getByRole('button', { name: '保存密码并登录' }).click();
  await expect(steward.getByRole('heading', { name: '设置两步验证' })).toBeVisible();
  await steward.goto('/customers');
  await enrol(steward, 'he@example.com');
  await expect(steward.getByRole('heading', { level: 1, name: '客户' })).toBeVisible();
  await signOut(steward);
  await signIn(steward, 'he@example.com', 'a rainy day in autumn');
  await showCode(steward, 'he@example.com');
  await expect(steward.getByRole('heading', { level: 1, name: '首页' })).toBeVisible();

  await page.goto('/settings/users');
  await page.getByRole('button', { name: '编辑 何佳' }).click();
  await page.getByRole('menuitem', { name: '重置两步验证' }).click();
  await page
    .getByRole('dialog', { name: '重置 何佳 的两步验证？' })
    .getByRole('button', { name: '重置两步验证' })
    .click();
  await expect(page.getByText('已重置')).toBeVisible();
  await steward.goto('/customers');
  await expect(steward.getByRole('heading', { name: '登录' })).toBeVisible();
  await signIn(steward, 'he@example.com', 'a rainy day in autumn');
  await expect(steward.getByRole('heading', { name: '设置两步验证' })).toBeVisible();
  await context.close();
});

test('changing the password keeps this device and signs the others out', async ({
  administrator: page,
  browser,
  installation,
}) => {
  const context = await browser.newContext({ locale: 'zh-CN', baseURL: installation.address });
  const other = await context.newPage();
  await other.goto('/');
  await signIn(other, ADMINISTRATOR.email, ADMINISTRATOR.password);
  await showCode(other, ADMINISTRATOR.email);
  await expect(other.getByRole('heading', { level: 1, name: '首页' })).toBeVisible();

  await page.goto('/account/security');
  await expect(page.getByRole('region', { name: '已登录的设备' }).getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: '修改密码' }).click();
  await page.getByLabel('当前密码').fill(ADMINISTRATOR.password);
  await page.getByLabel('新密码').fill('another fine password');
  await page.getByRole('button', { name: '修改密码' }).click();
  await expect(page.getByText('密码已修改，其他设备已退出')).toBeVisible();
  await expect(page.getByRole('region', { name: '已登录的设备' }).getByRole('listitem')).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole('region', { name: '已登录的设备' }).getByRole('listitem')).toHaveCount(1);
  await other.goto('/customers');
  await expect(other.getByRole('heading', { name: '登录' })).toBeVisible();
  await context.close();
});

test('whoever looks after security, and sees no customer, is led by no menu to anything that is refused', async ({
  installation,
  page,
}) => {
  const email = 'qian.li@example.com';
  const invited = ['user', 'invite', '--email', email, '--name', '钱立', '--role', 'SECURITY_ADMIN'];
  await page.goto((await installation.dossier(...invited)).trim().split('/').at(-1) ?? '');
  await page.getByLabel('设置密码').fill('a rainy day in autumn');
  await page.getByRole('button', { name: '保存密码并登录' }).click();
  await enrol(page, email);
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible();

  const refused: string[] = [];
  page.on('response', async (response) => {
    if (!response.url().endsWith('/graphql')) return;
    // Whoever goes on to another page leaves answers unread.
    const { errors } = await response.json().catch(() => ({}));
    if (errors) refused.push(`${new URL(page.url()).pathname}: ${JSON.stringify(errors)}`);
  });
  const seen = new Set(['/']);
  for (const path of seen) {
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    if (await page.getByText(/需要“.*”权限/).isVisible()) refused.push(path);
    const links = page.getByRole('navigation').locator('a[href^="/"]');
    for (const link of await links.all()) seen.add((await link.getAttribute('href'))?.split('?')[0] ?? '/');
  }
  expect(refused).toEqual([]);
  expect([...seen]).toEqual(
    expect.arrayContaining(['/operations/audit', '/settings/codes', '/settings/keys', '/settings/users']),
  );
});

test('signing out leaves nothing of what was typed or seen, and signing in again works', async ({
  administrator: page,
}) => {
  await page.goto('/customers/new');
  await page.getByLabel('姓名', { exact: true }).fill('史湘云');
  const kept = async (): Promise<string> => await page.evaluate(() => JSON.stringify(localStorage));
  await expect.poll(kept).toContain('dossier.customer-draft.');
  // Sealed with what only the server gives to this user: a copy of the browser's storage does not say whom it is about.
  expect(await kept()).not.toContain('史湘云');
  await page.reload();
  await expect(page.getByLabel('姓名', { exact: true })).toHaveValue('史湘云');

  await page.goto('/customers');
  const answered = page.waitForResponse(async (response) => 'clear-site-data' in (await response.allHeaders()));
  await signOut(page);
  expect((await (await answered).allHeaders())['clear-site-data']).toBe('"cache"');
  expect(await kept()).not.toContain('dossier.customer-draft.');
  await page.goBack();
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
  await signIn(page, ADMINISTRATOR.email, ADMINISTRATOR.password);
  await showCode(page, ADMINISTRATOR.email);
  await expect(page.getByRole('navigation').first()).toBeVisible();
});
