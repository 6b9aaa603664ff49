import { LOCALES } from '@dossier/shared/error';
import { describe, expect, it } from 'vitest';
import { FILE_CODES, fileMessage, ROW_CODES, rowMessage } from './row-message.ts';

const HAN = /\p{Script=Han}/u;

/** What is wrong with the text of a code: none at all, in the wrong language, or with a place left unfilled. */
function faultsOf(codes: readonly string[], sentence: (code: string, locale: 'zh-CN' | 'en') => string): string[] {
  return codes.flatMap((code) =>
    LOCALES.flatMap((locale) => {
      const text = sentence(code, locale);
      const isRight = text !== code && !/[{}]/.test(text) && HAN.test(text) === (locale === 'zh-CN');
      return isRight ? [] : [`${locale} ${code}: ${text}`];
    }),
  );
}

describe('the texts of an import', () => {
  it('exist for every code of a row or value, in both languages', () => {
    expect(ROW_CODES.length).toBeGreaterThan(90);
    expect(ROW_CODES).toEqual(expect.arrayContaining(['AMBIGUOUS', 'NUMBER_MISTYPED', 'FORMULA_WITHOUT_VALUE']));
    expect(faultsOf(ROW_CODES, (code, locale) => rowMessage(code, {}, locale))).toEqual([]);
  });

  it('exist for every code of a refused file, in both languages', () => {
    expect(FILE_CODES).toContain('FIRST_LINE_TOO_LONG');
    expect(faultsOf(FILE_CODES, fileMessage)).toEqual([]);
  });

  it('name the customers that match', () => {
    expect(rowMessage('AMBIGUOUS', { customers: 'C1, C2' }, 'en')).toBe(
      'Several customers match (C1, C2). Give the customer number.',
    );
    expect(rowMessage('AMBIGUOUS', { customers: 'C1, C2' }, 'zh-CN')).toBe('有多个客户符合（C1, C2），请写明客户号。');
  });

  it('are the code itself when a newer program wrote it', () => {
    expect([rowMessage('NOT_YET_KNOWN', {}, 'en'), fileMessage('NOT_YET_KNOWN', 'zh-CN')]).toEqual([
      'NOT_YET_KNOWN',
      'NOT_YET_KNOWN',
    ]);
  });
});
