import { createI18n } from 'vue-i18n';
import type { Language } from 'element-plus/es/locale';
import { shallowRef } from 'vue';
import type { Locale } from '../platform/i18n/use-t.ts';
import type { messages as chinese } from './messages.zh-CN.ts';

type Messages = typeof chinese;

declare module '../platform/i18n/use-t.ts' {
  interface MessageTree extends Messages {}
}

const STORED = 'dossier.locale';

/** Element Plus' own words in the chosen language. */
export const elementLocale = shallowRef<Language>();

/** The translator with no language loaded yet; see {@link setLocale}. */
export const i18n = createI18n({
  legacy: false as const,
  locale: 'en',
  fallbackLocale: 'en',
  messages: {},
  missingWarn: import.meta.env.DEV,
});

/** The browser's language if it is one of ours. */
export function browserLocale(): Locale | undefined {
  const language = navigator.language.toLowerCase();
  if (language.startsWith('zh')) return 'zh-CN';
  return language.startsWith('en') ? 'en' : undefined;
}

/** The language chosen before, else the browser's, else Chinese. */
export function preferredLocale(): Locale {
  const stored = localStorage.getItem(STORED);
  if (stored === 'zh-CN' || stored === 'en') return stored;
  return browserLocale() ?? 'zh-CN';
}

/** Whether somebody chose a language in this browser. */
export function hasChosenLocale(): boolean {
  return localStorage.getItem(STORED) !== null;
}

/** The language in use. */
export function currentLocale(): Locale {
  return i18n.global.locale.value === 'en' ? 'en' : 'zh-CN';
}

/** Loads a language's messages (only that language's) and switches to it; `remember` keeps it in this browser. */
export async function setLocale(locale: Locale, remember = false): Promise<void> {
  const [element] = await Promise.all([loadElement(locale), add('first', locale), isPastFirst && add('more', locale)]);
  i18n.global.locale.value = locale;
  elementLocale.value = element;
  document.documentElement.lang = locale;
  if (remember) localStorage.setItem(STORED, locale);
  // They may have been wanted meanwhile, when this was not yet the language in use.
  if (isPastFirst) await add('more', locale);
}

/** Loads what pages other than sign-in and home say, in the language in use and from now on in any that is chosen. */
export async function loadAllMessages(): Promise<void> {
  isPastFirst = true;
  await add('more', currentLocale());
}

const LOADERS = {
  'zh-CN': {
    first: async () => (await import('./first-messages.zh-CN.ts')).firstMessages,
    more: async () => (await import('./more-messages.zh-CN.ts')).moreMessages,
  },
  en: {
    first: async () => (await import('./first-messages.en.ts')).firstMessages,
    more: async () => (await import('./more-messages.en.ts')).moreMessages,
  },
} as const;
const added = new Set<object>();
let isPastFirst = false;

async function add(part: 'first' | 'more', locale: Locale): Promise<void> {
  const words = await LOADERS[locale][part]();
  if (added.has(words)) return;
  added.add(words);
  i18n.global.mergeLocaleMessage(locale, words);
}

async function loadElement(locale: Locale): Promise<Language> {
  const file =
    locale === 'en'
      ? await import('element-plus/es/locale/lang/en')
      : await import('element-plus/es/locale/lang/zh-cn');
  return file.default;
}
