// The pages of values, where they come from and what they were, as the data steward and the administrator see them.
import { as, at, press, whole } from './scene.mjs';

const history = ({ disputed }, more = '') => `${disputed.person}?tab=history${more}`;
const then = ({ disputed }) => `&at=${encodeURIComponent(disputed.before)}`;
const first = (selector) => async (page) => {
  await page.locator(selector).first().click();
  await page.locator('.el-dialog').first().waitFor();
};

export const historyScenes = [
  as('he', at('discrepancies', '/customers/discrepancies')),
  as('he', whole(at('disputed', ({ disputed }) => disputed.person))),
  as(
    'he',
    at('disputed-verify', ({ disputed }) => disputed.person, first('main li:not(.shown) .actions button')),
  ),
  as(
    'he',
    at(
      'disputed-sources',
      ({ disputed }) => disputed.person,
      async (page) => {
        await page.locator('.fact button.sources').nth(3).click();
        await page.locator('.fact-popover .entry').first().waitFor();
      },
    ),
  ),
  as('he', whole(at('history', (values) => history(values)))),
  as('he', whole(at('as-of', (values) => history(values, then(values))))),
  whole(at('rules', '/settings/sources')),
  whole(at('rules-tried', '/settings/sources', press('main section.bar button'))),
  at('rules-flips', '/settings/sources', async (page) => {
    await page.locator('main section.bar button').first().click();
    await page.locator('main section.bar li button').first().click();
    await page.locator('.el-dialog .data-table').first().waitFor();
  }),
];
