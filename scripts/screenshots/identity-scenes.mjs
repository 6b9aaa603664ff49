// The pages of recognition, as the data steward sees them.
import { as, at, whole } from './scene.mjs';

const key = (letter) => async (page) => {
  await page.locator('article.pair').waitFor();
  await page.keyboard.press(letter);
};
const merge = async (page) => {
  await key('s')(page);
  await page.locator('section.merge .data-table').waitFor();
};

export const identityScenes = [
  whole(at('review', '/identity/review')),
  whole(at('review-merge', '/identity/review', merge)),
  whole(at('review-group', ({ duplicates }) => `/identity/review?customer=${duplicates.grouped}`)),
  at('review-later', '/identity/review?state=later'),
  at('review-none', '/identity/review?state=not-same'),
  whole(at('model', '/identity/model')),
  whole(at('lineage', ({ duplicates }) => `/customers/${duplicates.merged}?tab=lineage`)),
  whole(
    at(
      'unmerge',
      ({ duplicates }) => `/customers/${duplicates.merged}?tab=lineage`,
      async (page) => {
        await page.locator('main table button').first().click();
        await page.locator('.el-dialog .data-table').first().waitFor();
      },
    ),
  ),
  whole(
    at(
      'split',
      ({ duplicates }) => `/customers/${duplicates.merged}?tab=lineage`,
      async (page) => {
        await page.locator('main section header button').first().click();
        await page.locator('.el-dialog fieldset .el-checkbox').first().click();
        await page.locator('.el-dialog .data-table').first().waitFor();
      },
    ),
  ),
  whole(at('merges', '/identity/operations')),
  at('possible-duplicates', ({ duplicates }) => `/customers/${duplicates.double}`),
  at(
    'merge-with',
    ({ duplicates }) => `/customers/${duplicates.double}`,
    async (page) => {
      await page.locator('main .page-header .el-dropdown button').click();
      await page.locator('.el-dropdown-menu__item:visible').first().click();
      await page.locator('.el-dialog .el-select').waitFor();
    },
  ),
].map((scene) => as('he', scene));
