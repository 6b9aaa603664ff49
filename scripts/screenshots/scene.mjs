// What a scene is: a page, and what is done on it before the picture. What is pressed is found by its place, not by its words:
// the pictures are taken in two languages.

/**
 * @param {string} name part of the picture's file name
 * @param {string | ((values: object) => string)} path what is opened; a function gets what the preparation brought about
 * @param {(page: import('@playwright/test').Page, more: object) => Promise<void>} [act] what is done then
 */
export const at = (name, path, act) => ({ name, path: typeof path === 'string' ? () => path : path, act });

/** Presses the first of these. */
export const press = (selector) => async (page) => {
  await page.locator(selector).first().click();
};

/** A page on which pressing the first of these opens a dialog. */
export const dialog = (name, path, selector) =>
  at(name, path, async (page) => {
    await page.locator(selector).first().click();
    await page.locator('.el-dialog').first().waitFor();
  });

/** The whole page, however long it is. */
export const whole = (scene) => ({ ...scene, whole: true });

/** As somebody else of the demo than its administrator. */
export const as = (who, scene) => ({ ...scene, as: who });

/** With answers of the server as `answers.mjs` makes them, from the beginning. */
export const given = (prepare, scene) => ({ ...scene, prepare });

/** A page that still waits for its data. */
export const waiting = (scene) => ({ ...scene, waits: true });
