import type { Locale } from './use-t.ts';

/** Whole sentences one after the other, those that are missing left out: Chinese ones need no blank between them. */
export function joinSentences(locale: Locale, ...sentences: readonly (string | false | null | undefined)[]): string {
  return sentences.filter(Boolean).join(locale === 'zh-CN' ? '' : ' ');
}
