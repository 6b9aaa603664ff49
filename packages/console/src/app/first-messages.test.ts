import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createMemoryHistory } from 'vue-router';
import { FRAME } from '../../vite-chunks.ts';
import { sessionFixture } from '../testing/session.fixture.ts';
import type { Session } from '../platform/session/use-session.ts';
import { features } from './features.ts';
import { firstMessages } from './first-messages.en.ts';
import { moreMessages } from './more-messages.en.ts';

const SOURCES = join(import.meta.dirname, '..');
const KEY = new RegExp(`['"\`](?:${Object.keys(moreMessages).join('|')})\\.[a-z][\\w.]*`, 'g');
const session = {
  viewer: { value: sessionFixture().viewer },
  installation: { value: sessionFixture().installation },
  loaded: { value: true },
  can: () => true,
} as unknown as Session;

/** Whether something is said for a key of these messages. */
const says = (messages: object, key: string): boolean =>
  typeof key.split('.').reduce<unknown>((at, part) => Object(at)[part], messages) === 'string';

describe('the words of the first page', () => {
  it('name all that the navigation shows', () => {
    const labels = features.flatMap(({ navigation }) => navigation.map(({ label }) => label));
    expect(labels.length).toBeGreaterThan(8);
    expect(labels.filter((label) => !says(firstMessages, label))).toEqual([]);
  });

  it('are all that the frame, home and what stands before a session say', () => {
    const first = globSync('**/*.{ts,vue}', { cwd: SOURCES })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => FRAME.test(`packages/console/src/${file}`) || /^features\/(?:home|access\/[A-Z])/.test(file))
      // Titles of pages are read where they stand; types and their fields are no words.
      .filter(
        (file) =>
          !/\.test\.ts$|messages\.|features\/[\w-]+\/(?:index|paths)\.ts$|^gql\/|UsersPage|UserDialog/.test(file),
      );
    expect(first.length).toBeGreaterThan(40);
    const others = first.flatMap((file) =>
      [...readFileSync(join(SOURCES, file), 'utf8').matchAll(KEY)].map(([key]) => `${file} ${key.slice(1)}`),
    );
    expect(others).toEqual([]);
  });
});

describe('the words of other pages', () => {
  it('come before a page is shown that is not the first, in any language chosen then', async () => {
    // Another test may have asked for all words.
    vi.resetModules();
    const [{ i18n, setLocale }, { createAppRouter }] = await Promise.all([import('./i18n.ts'), import('./router.ts')]);
    await setLocale('en');
    const router = createAppRouter(session, createMemoryHistory());
    await router.push('/');
    expect(i18n.global.te('shell.page.settings')).toBe(true);
    expect(i18n.global.te('settings.general.title')).toBe(false);
    await router.push('/settings/general');
    expect(i18n.global.te('settings.general.title')).toBe(true);
    await setLocale('zh-CN');
    expect(i18n.global.t('settings.general.title')).toBe('常规');
  });
});
