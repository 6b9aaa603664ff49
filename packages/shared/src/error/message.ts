import { MESSAGES_EN } from './messages-en.ts';
import { MESSAGES_ZH_CN } from './messages-zh-cn.ts';
import type { UserErrorCode } from './user-error-code.ts';

/** The languages messages exist in (BCP 47). */
export const LOCALES = ['zh-CN', 'en'] as const;

/** One language of {@link LOCALES}. */
export type Locale = (typeof LOCALES)[number];

/** What a message may mention, by name. */
export type MessageParams = Readonly<Record<string, string | number>>;

const MESSAGES: Readonly<Record<Locale, Readonly<Record<UserErrorCode, string>>>> = {
  'zh-CN': MESSAGES_ZH_CN,
  en: MESSAGES_EN,
};

/** The sentence for a code in a language. A parameter the sentence wants but did not get shows as `…`, never as braces. */
export function message(code: UserErrorCode, params: MessageParams = {}, locale: Locale = 'zh-CN'): string {
  return MESSAGES[locale][code].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '…'));
}
