// A scene taken: the page is opened, something is done on it, and what then stands there goes into a file.
import { join } from 'node:path';

const HEIGHT = 900;
/** A page that is shown whole is cut off here. */
const HIGHEST = 4_000;
const PATIENCE_MS = 20_000;
/** How long somebody looks at a page that does not get its data. */
const WAITING_MS = 1_500;

/** A page of a browser in a language and a theme, signed in as whoever the state is of. */
export async function openPage(browser, { url, language, theme, storageState }) {
  const context = await browser.newContext({
    baseURL: url,
    storageState,
    locale: language,
    timezoneId: 'Asia/Shanghai',
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  await context.addInitScript((locale) => localStorage.setItem('dossier.locale', locale), language);
  context.setDefaultTimeout(PATIENCE_MS);
  return await context.newPage();
}

/** Takes a scene; throws when something in it is not found in time. */
export async function take(page, scene, { width, values, file }) {
  await page.setViewportSize({ width, height: HEIGHT });
  // A blank page between: a scene must not find the last one's dialogs and drafts.
  await page.goto('about:blank');
  await scene.prepare?.(page);
  await page.goto(scene.path(values));
  await (scene.waits ? page.waitForTimeout(WAITING_MS) : settle(page));
  if (scene.act) {
    await scene.act(page, { width, values });
    await settle(page);
  }
  if (scene.whole) await grow(page, width);
  await page.screenshot({ path: file });
  await page.unrouteAll({ behavior: 'ignoreErrors' });
}

/** @returns the file of a scene in a folder */
export function fileOf(folder, { group, scene, width, language, theme }) {
  return join(folder, `${group}-${scene.name}.${width}.${language}.${theme}.png`);
}

/** Makes the window as high as what is on the page. */
async function grow(page, width) {
  const hidden = await page.locator('main').evaluate((main) => main.scrollHeight - main.clientHeight);
  await page.setViewportSize({ width, height: Math.min(HEIGHT + hidden, HIGHEST) });
  await settle(page);
}

/** Until nothing is waited for any more. */
async function settle(page) {
  await page.locator('main :is(h1, h2), .plain :is(h1, h2)').first().waitFor();
  await page.locator('.skeleton-table, .chart-card .wait, .el-skeleton').first().waitFor({ state: 'detached' });
  await page.waitForTimeout(250);
}
