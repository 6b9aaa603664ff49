// Pages in states that seldom happen: much of everything, long names, waiting, failing, not allowed; and dialogs with their outcome.
import { as, at, dialog, given, press, waiting, whole } from './scene.mjs';
import { failing, held, times } from './answers.mjs';

/** As of an installation with more than a million customers: the demo's figures, that many times. */
const MANY = 617;
const operations = ['HomeQuality', 'HomeByMonth', 'HomeBreakdown', 'CustomerTotal', 'CustomerFacets', 'MatchCounts'];
const submit = async (page) => await page.locator('.el-dialog .el-button--primary').last().click();

const large = [
  ['home', '/'],
  ['customers', '/customers'],
  ['review', '/identity/review'],
].map(([name, path]) => given(times(MANY, operations), at(`million-${name}`, path)));

const long = [
  whole(at('long-person', ({ long }) => long.person)),
  whole(at('long-organisation', ({ long }) => long.organisation)),
  at('long-edit', ({ long }) => `${long.organisation}/edit`),
  at('long-list', '/customers#q=Rindfleisch'),
  at('long-palette', '/', async (page) => {
    await page.keyboard.press('Control+k');
    await page.waitForTimeout(500);
    await page.keyboard.type('Rindfleisch');
    await page.waitForTimeout(800);
  }),
];

const amiss = [
  given(failing(['HomeQuality', 'HomeByMonth', 'HomeBreakdown', 'HomeImports']), at('failed-home', '/')),
  given(failing(['CustomerPages']), at('failed-customers', '/customers')),
  given(
    failing(['CustomerRecord']),
    at('failed-person', ({ person }) => person),
  ),
  given(failing(['SourcesAndRules']), at('failed-rules', '/settings/sources')),
  waiting(given(held(['HomeQuality', 'HomeByMonth', 'HomeBreakdown', 'HomeImports']), at('waiting-home', '/'))),
  waiting(given(held(['CustomerPages']), at('waiting-customers', '/customers'))),
  waiting(
    given(
      held(['CustomerRecord']),
      at('waiting-person', ({ person }) => person),
    ),
  ),
  waiting(given(held(['MatchPairs', 'MatchCounts']), at('waiting-review', '/identity/review'))),
  at('no-connection', '/settings/general', async (page) => {
    for (const what of ['**/graphql', '**/readyz'])
      await page.route(what, async (route) => await route.abort('connectionrefused'));
    await page
      .locator('main nav a')
      .nth(1)
      .evaluate((link) => link.click());
    await page.locator('.connection p').waitFor();
  }),
  as('ben', at('forbidden', '/settings/users')),
];

const made = [
  at('settings-menu', '/settings/privacy-policy', async (page, { width }) => {
    if (width <= 860) await page.locator('main nav button.unfold').click();
  }),
  dialog('settings-sources-new', '/settings/sources', 'main .page-header .actions button'),
  at('settings-codes-new', '/settings/codes', press('main button.add')),
  at('import-refused', '/imports/new', async (page) => {
    const picture = { name: '名片扫描件.png', mimeType: 'image/png', buffer: Buffer.from('89504e470d0a1a0a', 'hex') };
    await page.locator('input[type=file]').setInputFiles(picture);
    await page.locator('main .el-alert').waitFor();
  }),
  at('token-made', '/account', async (page, { values }) => {
    await page.locator('main section button.el-button:not(.is-text)').click();
    await page.locator('.el-dialog input').first().fill('夜间同步');
    await submit(page);
    await values.prove(page, 'lin');
    await page.locator('.el-dialog .secret').waitFor();
  }),
  at('users-invited', '/settings/users', async (page, { values }) => {
    await page.locator('main .page-header .actions button').click();
    const inputs = page.locator('.el-dialog .el-input input');
    await inputs.nth(0).fill('Maximiliane von der Leyen-Hohenberg');
    await inputs.nth(1).fill(`neu.${Date.now()}@demo.example`);
    await submit(page);
    await values.prove(page, 'lin');
    await page.locator('.el-dialog input[readonly]').waitFor();
  }),
  at('jobs-failed', '/operations?state=failed'),
  at('jobs-done', '/operations?state=done'),
  dialog('emergency-access-ask', '/emergency-access', 'main .el-button--danger'),
  as('wu', whole(at('emergency-access-held', '/emergency-access'))),
  as('wu', at('emergency-access-customers', '/customers')),
  as('sun', whole(at('emergency-access-reviewed', '/emergency-access'))),
];

export const stateScenes = [...large, ...long, ...amiss, ...made];
