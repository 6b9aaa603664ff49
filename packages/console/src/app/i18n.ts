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
  const [own, element] = await Promise.all([loadMessages(locale), loadElement(locale)]);
  i18n.global.setLocaleMessage(locale, own);
  i18n.global.locale.value = locale;
  elementLocale.value = element;
  document.documentElement.lang = locale;
  if (remember) localStorage.setItem(STORED, locale);
}

async function loadMessages(locale: Locale): Promise<object> {
  return (locale === 'en' ? await import('./messages.en.ts') : await import('./messages.zh-CN.ts')).messages;
}

async function loadElement(locale: Locale): Promise<Language> {
  const file =
    locale === 'en'
      ? await import('element-plus/es/locale/lang/en')
      : await import('element-plus/es/locale/lang/zh-cn');
  return file.default;
}
