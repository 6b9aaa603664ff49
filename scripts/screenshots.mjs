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
import { demoSignInScenes, protectionScenes } from './screenshots/protection-scenes.mjs';
import { historyScenes } from './screenshots/history-scenes.mjs';
import { identityScenes } from './screenshots/identity-scenes.mjs';
import { stateScenes } from './screenshots/state-scenes.mjs';
import { prepareDemo, prepareEmpty } from './screenshots/prepare.mjs';
import { fileOf, openPage, take } from './screenshots/take.mjs';

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
  await walk('empty', visitorScenes, { installation: empty, values: { firstRun: empty.firstRunPath } });
  const fresh = await prepareEmpty(browser, empty);
  await walk('empty', signedOutScenes, { installation: empty, values: fresh.values });
  await walk('empty', emptyScenes, fresh);
  const filled = await prepareDemo(browser, demo);
  await walk('demo', demoSignInScenes, { installation: demo, values: filled.values });
  await walk('demo', [...demoScenes, ...historyScenes, ...identityScenes, ...protectionScenes, ...stateScenes], filled);
} finally {
  await browser.close();
  await Promise.all([empty.stop(), demo.stop()]);
}
console.log(`${taken} pictures in ${folder}`);

/** Takes scenes as the people whose `states` are given, as nobody without. */
async function walk(group, scenes, { installation, states = {}, values = {} }) {
  const wanted = scenes.filter(
    ({ name }) => options.only.length === 0 || options.only.some((text) => `${group}-${name}`.includes(text)),
  );
  for (const language of options.languages) {
    for (const theme of options.themes) {
      const pages = new Map();
      for (const scene of wanted) {
        const who = scene.as ?? 'lin';
        const page =
          pages.get(who) ??
          (await openPage(browser, { url: installation.url, language, theme, storageState: states[who] }));
        pages.set(who, page);
        for (const width of options.widths.filter((width) => width >= (scene.leastWidth ?? 0))) {
          const file = fileOf(folder, { group, scene, width, language, theme });
          try {
            await take(page, scene, { width, values, file });
            taken += 1;
          } catch (error) {
            console.error(`${file}: ${error.message.split('\n')[0]}`);
          }
        }
      }
      for (const page of pages.values()) await page.context().close();
    }
  }
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
