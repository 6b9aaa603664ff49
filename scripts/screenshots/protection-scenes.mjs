// The pages about rights, privacy and partners, each as somebody of the demo who has that work.
import { as, at, dialog, press, whole } from './scene.mjs';

const heading = async (page) => await page.locator('main h1').waitFor();

/** The nth button among the actions of a page's head. */
const headAction = (index) => async (page) => {
  await page.locator('main .page-header .actions button').nth(index).click();
  await page.locator('.el-dialog').first().waitFor();
};

/** Signs in as somebody up to the second step. */
const secondStep = async (page, { values }) => {
  await page.locator('input[type=email]').fill(values.account.email);
  await page.locator('input[type=password]').fill(values.account.password);
  await page.locator('button.el-button--primary').click();
  await page.locator('input[name=code]').waitFor();
};

/** Of the demo, to somebody who is not signed in. */
export const demoSignInScenes = [
  at('sign-in-code', '/sign-in', secondStep),
  at('sign-in-recovery', '/sign-in', async (page, { values }) => {
    await secondStep(page, { values });
    await page.locator('main button.is-link, .plain button.is-link').first().click();
  }),
];

export const protectionScenes = [
  as('qian', at('home-security', '/')),
  as('gao', at('home-analyst', '/')),
  as('ben', at('home-viewer', '/')),
  as('gao', at('customers-analyst', '/customers')),
  as('tang', at('customers-sales', '/customers')),
  as('qian', whole(at('approvals', '/approvals'))),
  as('qian', dialog('approvals-approve', '/approvals', 'main tbody button.el-button--primary')),
  as(
    'qian',
    dialog('approvals-refuse', '/approvals', 'main tbody button.el-button--primary + button.el-button--small'),
  ),
  as('qian', whole(at('approvals-all', '/approvals', press('main .el-radio-button:last-child')))),
  as('lin', whole(at('approvals-own', '/approvals'))),
  as('zhou', whole(at('approvals-privacy', '/approvals'))),
  as('he', at('exports-waiting', '/exports')),
  as('sun', whole(at('alarms', '/operations/alarms'))),
  as('sun', whole(at('alarms-all', '/operations/alarms?state=all'))),
  as('sun', dialog('alarms-close', '/operations/alarms', 'main tbody button')),
  as('sun', at('seen', '/operations/seen')),
  as('sun', whole(at('seen-of', ({ seller }) => `/operations/seen?actor=${seller}`))),
  as('sun', whole(at('audit', '/operations/audit'))),
  as('sun', at('audit-denied', '/operations/audit?decision=DENIED')),
  as('sun', at('audit-actions', '/operations/audit', press('main .el-select:nth-of-type(2)'))),
  as('sun', at('audit-range', '/operations/audit', press('main .el-date-editor'))),
  as('sun', dialog('audit-entry', '/operations/audit', 'main tbody .action')),
  as('lin', at('partner-apps', '/settings/partner-apps')),
  as('lin', whole(at('partner-app', ({ apps }) => `/settings/partner-apps/${apps.inForce}`))),
  as('lin', whole(at('partner-app-schema', ({ apps }) => `/settings/partner-apps/${apps.inForce}`, press('summary')))),
  as('qian', whole(at('partner-app-review', ({ apps }) => `/settings/partner-apps/${apps.inReview}`))),
  as('zhou', whole(at('partner-app-suspended', ({ apps }) => `/settings/partner-apps/${apps.suspended}`))),
  as('lin', at('partner-app-new', '/settings/partner-apps', headAction(0))),
  as(
    'lin',
    at('partner-app-edit', ({ apps }) => `/settings/partner-apps/${apps.inForce}`, headAction(3)),
  ),
  as(
    'lin',
    at(
      'partner-app-fields',
      ({ apps }) => `/settings/partner-apps/${apps.inForce}`,
      async (page) => {
        await headAction(3)(page);
        await page.locator('.el-dialog fieldset').nth(1).scrollIntoViewIfNeeded();
      },
    ),
  ),
  as(
    'lin',
    at('partner-app-suspend', ({ apps }) => `/settings/partner-apps/${apps.inForce}`, headAction(0)),
  ),
  as(
    'lin',
    at('partner-app-reviewed', ({ apps }) => `/settings/partner-apps/${apps.inForce}`, headAction(1)),
  ),
  as(
    'lin',
    at('partner-app-end', ({ apps }) => `/settings/partner-apps/${apps.inForce}`, headAction(2)),
  ),
  as(
    'qian',
    dialog(
      'partner-app-approve',
      ({ apps }) => `/settings/partner-apps/${apps.inReview}`,
      'main .acts .el-button--primary',
    ),
  ),
  ...['key', 'secret'].map((kind, index) =>
    as(
      'lin',
      at(
        `partner-app-${kind}`,
        ({ apps }) => `/settings/partner-apps/${apps.inForce}`,
        async (page) => {
          await page.locator('main table + .acts button, main .table-scroll + .acts button').nth(index).click();
          await page.locator('.el-dialog').waitFor();
        },
      ),
    ),
  ),
  as(
    'lin',
    dialog(
      'partner-app-revoke',
      ({ apps }) => `/settings/partner-apps/${apps.inForce}`,
      'main tbody .el-button--danger',
    ),
  ),
  as('lin', whole(at('keys', '/settings/keys'))),
  as('lin', dialog('keys-rotate', '/settings/keys', 'main .kind button')),
  as('tang', whole(at('emergency-access', '/emergency-access'))),
  as('dev', whole(at('my-app', '/my-app'))),
  as('dev', whole(at('explorer', '/explorer'))),
  as('zhou', whole(at('erasures', '/settings/erasures'))),
  as('zhou', whole(at('person-consents', ({ person }) => `${person}?tab=consents`))),
  as(
    'zhou',
    dialog('person-erase', ({ person }) => `${person}?tab=consents`, 'main .el-button--danger.is-plain'),
  ),
  as('zhou', whole(at('erased-consents', ({ erased }) => `/customers/${erased}?tab=consents`))),
  as('ben', whole(at('person-masked', ({ person }) => person))),
  as(
    'zhou',
    at('person-reveal', ({ person }) => person, press('main .notice button')),
  ),
  as(
    'zhou',
    whole(
      at(
        'person-revealed',
        ({ person }) => person,
        async (page, { values }) => {
          await page.locator('main .notice button').click();
          await page.locator('.el-dialog textarea').fill('客户来电核对收货地址');
          await page.locator('.el-dialog .el-button--primary').click();
          await values.prove(page, 'zhou');
          await page.locator('.el-dialog').first().waitFor({ state: 'hidden' });
        },
      ),
    ),
  ),
  as('xu', at('look-up', '/look-up')),
  as(
    'xu',
    at('look-up-found', '/look-up', async (page, { values }) => {
      await lookUp(page, values.number);
      await page.locator('main li button').waitFor();
    }),
  ),
  as(
    'xu',
    at('look-up-none', '/look-up', async (page) => await lookUp(page, '999999999')),
  ),
  as(
    'xu',
    at('look-up-case', '/look-up', async (page, { values }) => {
      await lookUp(page, values.number);
      await page.locator('main li button').click();
      await page.locator('.el-dialog').waitFor();
    }),
  ),
  as('lin', whole(at('access', '/settings/access'))),
  as(
    'lin',
    at('access-edit-personal', '/settings/access', async (page) => {
      await page.locator('main tbody tr:nth-child(6) button').click();
      await page.locator('.el-dialog .el-radio-button').nth(2).click();
      await page.locator('.el-dialog textarea, .el-dialog form > .el-form-item input').last().scrollIntoViewIfNeeded();
    }),
  ),
  ...[
    ['access-preview', ({ sold }) => sold],
    ['access-preview-nobody', () => '999999999'],
  ].map(([name, numberOf]) =>
    as(
      'lin',
      whole(
        at(name, '/settings/access?part=preview', async (page, { values }) => {
          await page.locator('main .el-select').click();
          await page.locator('.el-select-dropdown__item', { hasText: '唐宇' }).click();
          await page.locator('main form input').last().fill(numberOf(values));
          await page.locator('main form button.el-button--primary').click();
          await page.locator('main dl, main .empty-state').first().waitFor();
        }),
      ),
    ),
  ),
  as('lin', whole(at('access-fields', '/settings/access?part=fields'))),
  as('lin', at('access-changes', '/settings/access?part=changes')),
  as('lin', at('teams-members', '/settings/teams', press('main .team'))),
  as(
    'lin',
    at('teams-regions', '/settings/teams', async (page) => {
      await page.locator('main .team').first().click();
      await page.locator('main section li button').first().click();
      await page.locator('.el-dialog').waitFor();
    }),
  ),
  as('lin', dialog('teams-remove', '/settings/teams', 'main li .actions button:last-child')),
  as('lin', whole(at('users', '/settings/users'))),
  as('lin', at('users-actions', '/settings/users', press('main tbody tr:nth-child(3) .el-dropdown button'))),
  ...['edit', 'reset-factor', 'suspend'].map((what) =>
    as(
      'lin',
      at(`users-${what}`, '/settings/users', async (page) => {
        await page.locator('main tbody tr', { hasText: '唐宇' }).locator('.el-dropdown button').click();
        const item = { edit: 0, 'reset-factor': 3, suspend: 4 }[what];
        await page.locator('.el-dropdown-menu__item:visible').nth(item).click();
        await page.locator('.el-dialog').waitFor();
      }),
    ),
  ),
  as('lin', whole(at('security', '/account/security'))),
  ...['replace-app', 'remove-app', 'add-passkey'].map((what, index) =>
    as(
      'lin',
      at(`security-${what}`, '/account/security', async (page) => {
        await page.locator('main section').first().locator('button').nth(index).click();
        await page.locator('.el-dialog').first().waitFor();
      }),
    ),
  ),
  as(
    'lin',
    at('step-up', '/account/security', async (page) => {
      await page.route('**/graphql', async (route) => {
        if (!route.request().postData()?.includes('RecoveryCodesRenew')) return await route.fallback();
        const errors = [{ message: '', extensions: { code: 'STEP_UP_REQUIRED' } }];
        await route.fulfill({ json: { errors } });
      });
      await renewCodes(page);
      await page.locator('.el-dialog input[name=code]').waitFor();
    }),
  ),
  as(
    'lin',
    at('recovery-codes', '/account/security', async (page, { values }) => {
      await renewCodes(page);
      await values.prove(page, 'lin');
      await page.locator('.el-dialog li').first().waitFor();
    }),
  ),
  as('lin', at('password', '/account/security', press('main section:nth-of-type(3) button'))),
  as('lin', whole(at('account', '/account'))),
  as('lin', dialog('token-new', '/account', 'main section button.el-button:not(.is-text)')),
  ...['general', 'pool', 'watch'].map((name) => as('sun', whole(at(`settings-${name}-closed`, `/settings/${name}`)))),
  ...['general', 'pool', 'watch'].map((name) => as('lin', whole(at(`settings-${name}`, `/settings/${name}`)))),
];

async function lookUp(page, number) {
  await heading(page);
  await page.locator('main .el-select').click();
  await page.locator('.el-select-dropdown__item:visible').nth(2).click();
  await page.locator('main input').last().fill(number);
  await page.locator('main button.el-button--primary').click();
  await page.locator('main [aria-live] > *').first().waitFor();
}

async function renewCodes(page) {
  await page.locator('main section').nth(1).locator('button').click();
  await page.locator('.el-dialog .el-button--primary').click();
}
