// node scripts/screenshots.mjs: pictures of every page of the console, in both languages, both themes and three widths, for
// people to look at. Builds what changed, starts an empty installation and a demo on temporary folders, and walks them.
//   --to=<folder>     where the pictures go (screenshots)          --demo=<customers>  how large the demo is (2000)
//   --only=<text>     only pages whose name contains this; repeatable
//   --languages=zh-CN,en  --themes=light,dark  --widths=1440,1024,390
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { bootstrap, ROOT } from './bootstrap.mjs';
import { make } from './make.mjs';
import { findProgram } from './private-database.mjs';
import { fail } from './process.mjs';
import { startInstallation } from './temporary-installation.mjs';
import { demoScenes, emptyScenes, signedOutScenes, visitorScenes } from './screenshots/scenes.mjs';
import { prepareDemo, prepareEmpty } from './screenshots/prepare.mjs';

const HEIGHT = 900;
const PATIENCE_MS = 20_000;
const options = readOptions(process.argv.slice(2));
const toolchain = await bootstrap();
await make(toolchain, ['server', 'console']);
const executablePath = process.env.CHROMIUM ?? findProgram('chromium', 'chromium-browser', 'google-chrome');
if (!executablePath)
  fail('No Chromium was found: apt-get install chromium, or name one in CHROMIUM=/path/to/chromium.');
const folder = resolve(options.to);
mkdirSync(folder, { recursive: true });

const empty = await startInstallation(toolchain, []);
const demo = await startInstallation(toolchain, [`--demo=${options.demo}`]);
const browser = await chromium.launch({ executablePath });
let taken = 0;
try {
  const nobody = { installation: empty, storageState: undefined, values: {} };
  await walk('empty', visitorScenes, { ...nobody, values: { firstRun: empty.firstRunPath } });
  const fresh = await prepareEmpty(browser, empty);
  await walk('empty', signedOutScenes, nobody);
  await walk('empty', emptyScenes, fresh);
  await walk('demo', demoScenes, await prepareDemo(browser, demo));
} finally {
  await browser.close();
  await Promise.all([empty.stop(), demo.stop()]);
}
console.log(`${taken} pictures in ${folder}`);

async function walk(group, scenes, { installation, storageState, values }) {
  const wanted = scenes.filter(
    ({ name }) => options.only.length === 0 || options.only.some((text) => `${group}-${name}`.includes(text)),
  );
  if (wanted.length === 0) return;
  for (const language of options.languages) {
    for (const theme of options.themes) {
      const context = await browser.newContext({
        baseURL: installation.url,
        storageState,
        locale: language,
        timezoneId: 'Asia/Shanghai',
        colorScheme: theme,
        reducedMotion: 'reduce',
      });
      await context.addInitScript((locale) => localStorage.setItem('dossier.locale', locale), language);
      context.setDefaultTimeout(PATIENCE_MS);
      const page = await context.newPage();
      for (const scene of wanted) {
        for (const width of options.widths.filter((width) => width >= (scene.leastWidth ?? 0)))
          await take(page, scene, { width, values, language, theme, group });
      }
      await context.close();
    }
  }
}

async function take(page, scene, { width, values, language, theme, group }) {
  const file = join(folder, `${group}-${scene.name}.${width}.${language}.${theme}.png`);
  try {
    await page.setViewportSize({ width, height: HEIGHT });
    // A blank page between: a scene must not find the last one's dialogs and drafts.
    await page.goto('about:blank');
    await page.goto(scene.path(values));
    await settle(page);
    if (scene.act) await scene.act(page, { width, values });
    await settle(page);
    await page.screenshot({ path: file });
    taken += 1;
  } catch (error) {
    console.error(`${file}: ${error.message.split('\n')[0]}`);
  }
}

/** Until nothing is waited for any more. */
async function settle(page) {
  await page.locator('main :is(h1, h2), .plain :is(h1, h2)').first().waitFor();
  await page.locator('.skeleton-table, .chart-card .wait, .el-skeleton').first().waitFor({ state: 'detached' });
  await page.waitForTimeout(250);
}

function readOptions(args) {
  const value = (name, usual) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? usual;
  const known = /^--(?:to|only|demo|languages|themes|widths)=/;
  const wrong = args.find((arg) => !known.test(arg));
  if (wrong) fail(`"${wrong}" is not known here: --to=, --only=, --demo=, --languages=, --themes=, --widths=.`);
  return {
    to: value('to', join(ROOT, 'screenshots')),
    demo: Number(value('demo', '2000')),
    only: args.filter((arg) => arg.startsWith('--only=')).map((arg) => arg.slice('--only='.length)),
    languages: value('languages', 'zh-CN,en').split(','),
    themes: value('themes', 'light,dark').split(','),
    widths: value('widths', '1440,1024,390').split(',').map(Number),
  };
}
