import { describe, expect, it } from 'vitest';
import { LOCALES, message, USER_ERROR_CODES } from './index.ts';

describe('message', () => {
  it('fills parameters in both languages', () => {
    expect(message('TOO_LONG', { max: 200 }, 'en')).toBe('Enter at most 200 characters.');
    expect(message('TOO_LONG', { max: 200 })).toBe('最多 200 个字符。');
  });

  it('never shows braces when a parameter is missing', () => {
    const withBraces = LOCALES.flatMap((locale) =>
      USER_ERROR_CODES.filter((code) => /[{}]/.test(message(code, {}, locale))),
    );
    expect(withBraces).toEqual([]);
  });

  it('has no code twice', () => {
    expect(new Set(USER_ERROR_CODES).size).toBe(USER_ERROR_CODES.length);
  });
});
