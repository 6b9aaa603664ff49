import { describe, expect, it } from 'vitest';
import { canonicalFieldSet, coversField, isFieldSetCode } from './field-set.ts';

describe('a field set', () => {
  it.each([
    [['ALL'], 'PHONE', true],
    [['ALL'], 'INDUSTRY', true],
    // Sensitive data needs a consent of its own.
    [['ALL'], 'IDENTIFIER', false],
    [['SENSITIVE'], 'IDENTIFIER', true],
    [['ALL', 'IDENTIFIER'], 'IDENTIFIER', true],
    [['SENSITIVE'], 'PHONE', false],
    [['PERSONAL'], 'EMAIL', true],
    [['PERSONAL'], 'STAGE', false],
    [['PHONE'], 'PHONE', true],
    [['PHONE'], 'EMAIL', false],
    // Nobody said how sensitive it is: only its own name covers it.
    [['ALL', 'PERSONAL', 'SENSITIVE'], 'CUSTOM_BLOOD_TYPE', false],
    [['CUSTOM_BLOOD_TYPE'], 'CUSTOM_BLOOD_TYPE', true],
    [['ALL'], 'toString', false],
    [[], 'NAME', false],
  ])('%j covers %s: %s', (codes, field, expected) => expect(coversField(codes, field)).toBe(expected));

  it('has one form', () => {
    expect(canonicalFieldSet(['PHONE', 'ALL', 'PHONE', 'EMAIL'])).toEqual(['ALL', 'EMAIL', 'PHONE']);
  });

  it.each([
    ['ALL', true],
    ['PERSONAL', true],
    ['PHONE', true],
    ['phone', false],
    ['constructor', false],
    ['', false],
  ])('may hold %j: %s', (code, expected) => expect(isFieldSetCode(code)).toBe(expected));
});
