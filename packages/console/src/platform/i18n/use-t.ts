import { useI18n } from 'vue-i18n';
import type { WritableComputedRef } from 'vue';

/** The languages the console speaks. */
export type Locale = 'zh-CN' | 'en';

/** All messages as one tree; the app fills it with the features' messages (`app/i18n.ts`). */
export interface MessageTree {}

type Paths<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}` }[keyof T & string];

/** A key that exists, such as `ui.action.save`. */
export type MessageKey = Paths<MessageTree>;

/** The shape that the English messages must share with the Chinese ones: the same keys, other words. */
export type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };

/**
 * Translates a key; `{name}` in the message is replaced from `values`. Where a language says one thing and many differently,
 * the message is `one | many`, told apart by `count` or `rows`.
 */
export type Translate = (key: MessageKey, values?: Record<string, unknown>) => string;

/** Messages in the user's language. `t` re-renders when the language changes. */
export function useT(): { t: Translate; locale: WritableComputedRef<Locale> } {
  const { t, locale } = useI18n({ useScope: 'global' });
  // Only the app sets the locale, and only to one of ours.
  return {
    t: (key, values = {}) => t(key, values, isOne(values) ? 1 : 2),
    locale: locale as WritableComputedRef<Locale>,
  };
}

/** The figure comes as it is written, and one is written alike in all our languages. */
function isOne({ count, rows }: Record<string, unknown>): boolean {
  return String(count ?? rows) === '1';
}
