import { describe, expect, it } from 'vitest';
import { createI18n } from 'vue-i18n';
import { messages as chinese } from './messages.zh-CN.ts';
import { messages as english } from './messages.en.ts';

function flatten(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : flatten(value as object, `${path}${key}.`),
  );
}

const zh = new Map(flatten(chinese));
const en = new Map(flatten(english));
const placeholders = (text: string | undefined): string[] =>
  [...(text ?? '').matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').toSorted();

describe('messages', () => {
  it('have the same keys in both languages', () =>
    expect([...en.keys()].toSorted()).toEqual([...zh.keys()].toSorted()));

  it('name the same values in both languages', () => {
    const differing = [...zh]
      .filter(([key, text]) => placeholders(text).join() !== placeholders(en.get(key)).join())
      .map(([key]) => key);
    expect(differing).toEqual([]);
  });

  it.each(['zh-CN', 'en'])('are all readable in %s', (locale) => {
    const i18n = createI18n({ legacy: false, locale, messages: { 'zh-CN': chinese, en: english }, missingWarn: false });
    const values = new Proxy({}, { get: (_, name) => String(name), has: () => true });
    for (const key of zh.keys()) expect(i18n.global.t(key, values), key).not.toBe('');
  });

  it('contain no Chinese in English, and are all filled', () => {
    const odd = [...en].filter(([, text]) => text.trim() === '' || /\p{Script=Han}/u.test(text)).map(([key]) => key);
    expect(odd).toEqual([]);
  });

  it('address readers in Chinese in one way, and quote in one way', () => {
    const odd = [...zh].filter(([, text]) => /[你「」]/u.test(text)).map(([key]) => key);
    expect(odd).toEqual([]);
  });
});
