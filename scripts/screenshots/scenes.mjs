// The pages of all work with customers and settings, as the administrator sees them.
import { as, at, dialog, press, whole } from './scene.mjs';

const key = (keys) => async (page) => {
  await page.keyboard.press(keys);
};

/** Selecting is not offered where rows are cards. */
const NOT_ON_A_PHONE = { leastWidth: 701 };
const select = async (page) => {
  for (const index of [1, 2, 3]) await page.locator('main input[type=checkbox]').nth(index).click();
};

/** Of an installation where nobody is yet. */
export const visitorScenes = [
  at('first-run', ({ firstRun }) => firstRun),
  at('first-run-wrong', ({ firstRun }) => firstRun, press('button.el-button--primary')),
  at('link-dead', '/link#nothing'),
];

/** Of an installation that has its administrator, to somebody who is not signed in. */
export const signedOutScenes = [
  at('link', ({ link }) => link),
  at('sign-in', '/sign-in'),
  at('sign-in-incomplete', '/sign-in', press('button.el-button--primary')),
  at('sign-in-wrong', '/sign-in', async (page) => {
    await page.locator('input[type=email]').fill('nobody@example.com');
    await page.locator('input[type=password]').fill('silver teapot 41');
    await page.locator('button.el-button--primary').click();
    await page.getByRole('alert').first().waitFor();
  }),
];

/** Of an installation with nothing in it. */
export const emptyScenes = [
  at('home', '/'),
  at('customers', '/customers'),
  at('imports', '/imports'),
  at('templates', '/imports/templates'),
  at('exports', '/exports'),
  at('operations', '/operations'),
  at('review', '/identity/review'),
  at('model', '/identity/model'),
  at('sources', '/settings/sources'),
  ...[
    'approvals',
    'customers/discrepancies',
    'emergency-access',
    'identity/operations',
    'operations/alarms',
    'operations/audit',
    'operations/seen',
    'settings/access',
    'settings/codes',
    'settings/erasures',
    'settings/general',
    'settings/keys',
    'settings/partner-apps',
    'settings/pool',
    'settings/privacy-policy',
    'settings/processing',
    'settings/teams',
    'settings/users',
    'account',
  ].map((path) => at(path.replace('identity/operations', 'merges').split('/').at(-1), `/${path}`)),
  as('invited', at('enrol', '/')),
];

/** Of the made-up company. */
export const demoScenes = [
  at('home', '/'),
  at('home-table', '/', press('.chart-card header button')),
  at('home-below', '/', async (page) => {
    await page.locator('main').evaluate((main) => main.scrollTo(0, main.scrollHeight));
  }),
  at('home-tip', '/', async (page) => {
    await page.locator('.chart canvas').first().hover();
  }),
  at('customers', '/customers'),
  at('customers-search', '/customers#q=wang'),
  at('customers-none', '/customers#q=zzzzzz'),
  at(
    'customers-filtered',
    `/customers?filter=${encodeURIComponent(
      JSON.stringify({ grade: { in: ['A', 'B'] }, orders: { some: { total: { gte: '500' } } } }),
    )}`,
  ),
  at('customers-add-condition', '/customers', press('[role=group] button')),
  at('customers-view', '/customers', async (page) => {
    await page.locator('main .el-button--small').last().click();
  }),
  { ...at('customers-selected', '/customers', select), ...NOT_ON_A_PHONE },
  ...['tag', 'export', 'assign'].map((what, index) => ({
    ...at(`customers-${what}`, '/customers', async (page) => {
      await select(page);
      await page.locator('.selection-bar .actions button').nth(index).click();
      await page.locator('.el-dialog').waitFor();
    }),
    ...NOT_ON_A_PHONE,
  })),
  at('person', ({ person }) => person),
  at(
    'person-sources-of-fact',
    ({ person }) => person,
    async (page) => {
      await page.locator('.fact button').first().click();
    },
  ),
  at('person-purchases', ({ person }) => `${person}?tab=purchases`),
  at('person-sources', ({ person }) => `${person}?tab=sources`),
  at(
    'person-consents-record',
    ({ person }) => `${person}?tab=consents`,
    press('main table tbody button.el-button--primary'),
  ),
  at(
    'person-consents-withdraw',
    ({ person }) => `${person}?tab=consents`,
    press('main table tbody button.el-button--danger'),
  ),
  at('person-history', ({ person }) => `${person}?tab=history`),
  at('person-edit', ({ person }) => `${person}/edit`),
  at('organisation', ({ organisation }) => organisation),
  whole(at('organisation-relationships', ({ organisation }) => `${organisation}?tab=relationships`)),
  dialog(
    'organisation-relationship-add',
    ({ organisation }) => `${organisation}?tab=relationships`,
    'main .tools .el-button--primary',
  ),
  at('organisation-graph', ({ organisation }) => `${organisation}?tab=relationships&view=graph`),
  at(
    'organisation-graph-table',
    ({ organisation }) => `${organisation}?tab=relationships&view=graph`,
    press('main section.card header button.is-text'),
  ),
  whole(at('organisation-chain', ({ organisation }) => `${organisation}?tab=relationships&view=chain`)),
  dialog(
    'organisation-chain-member',
    ({ organisation }) => `${organisation}?tab=relationships&view=chain`,
    'main .board .actions button',
  ),
  at('organisation-tree', ({ organisation }) => `${organisation}?tab=relationships&view=tree`),
  at('person-relationships', ({ person }) => `${person}?tab=relationships`),
  at('customer-new', '/customers/new'),
  at('customer-new-wrong', '/customers/new', press('main button.el-button--primary')),
  at('customer-new-duplicate', '/customers/new', async (page, { values }) => {
    await page.locator('[data-path=name] input').fill('张三');
    await page
      .locator('[data-path^=contactPoints] input')
      .last()
      .fill(values.phone ?? '');
    await page.keyboard.press('Tab');
    await page.waitForTimeout(1_500);
  }),
  at('imports', '/imports'),
  at('import-new', '/imports/new'),
  at('import-file', ({ draft }) => `${draft}/file`),
  at('import-meaning', ({ draft }) => `${draft}/meaning`),
  at('import-mapping', ({ dry }) => `${dry}/mapping`),
  at('import-mapping-column', ({ dry }) => `${dry}/mapping`, press('main table tbody tr:nth-child(4)')),
  at('import-dry-run', ({ dry }) => `${dry}/dry-run`),
  at('import-done', ({ done }) => done),
  at(
    'import-undo',
    ({ done }) => done,
    async (page) => {
      await page.locator('main .page-header .actions button').first().click();
    },
  ),
  at('templates', '/imports/templates'),
  at('exports', '/exports'),
  at('operations', '/operations'),
  at('settings-sources', '/settings/sources'),
  at('settings-number', '/settings/customer-number'),
  at('settings-codes', '/settings/codes'),
  at('settings-privacy-policy', '/settings/privacy-policy'),
  at('settings-processing', '/settings/processing'),
  as('zhou', at('settings-privacy-policy-new', '/settings/privacy-policy', press('main .page-header .actions button'))),
  as('zhou', at('settings-processing-new', '/settings/processing', press('main .page-header .actions button'))),
  at('settings-users-invite', '/settings/users', press('main .page-header .actions button')),
  at('settings-teams', '/settings/teams'),
  at('settings-teams-new', '/settings/teams', press('main .page-header .actions button')),
  at('settings-access-edit', '/settings/access', press('main tbody tr:nth-child(6) button')),
  at('emergency-access', '/emergency-access'),
  at('palette', '/', key('Control+k')),
  at('palette-found', '/', async (page) => {
    await page.keyboard.press('Control+k');
    await page.waitForTimeout(500);
    await page.keyboard.type('wang');
    await page.waitForTimeout(800);
  }),
  at('running', '/', press('button.work')),
  at('me', '/', press('button.me')),
  at('menu', '/', async (page, { width }) => {
    if (width < 860) await page.locator('.top-bar .icon-button').click();
    else await page.locator('button.fold').click();
  }),
  at('nowhere', '/nowhere'),
  at('no-customer', '/customers/cus_AAAAAAAAAAAAAAAAAAAAAA'),
];
