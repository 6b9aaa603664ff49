import { describe, expect, it } from 'vitest';
import { CUSTOMER_FIELDS } from '../facts/index.ts';
import { canonicalFieldSet, commonFieldSet, coversField, isFieldSetCode } from './field-set.ts';

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

  it.each([
    [['ALL'], ['PHONE', 'IDENTIFIER'], ['PHONE']],
    [['ALL'], ['PERSONAL'], ['PERSONAL']],
    [['PERSONAL'], ['PHONE', 'STAGE'], ['PHONE']],
    [['SENSITIVE'], ['ALL', 'IDENTIFIER'], ['IDENTIFIER']],
    [
      ['ALL', 'SENSITIVE'],
      ['SENSITIVE', 'NAME'],
      ['NAME', 'SENSITIVE'],
    ],
    [['CUSTOM_X'], ['ALL'], []],
    [['PHONE'], ['EMAIL'], []],
  ])('of %j and %j has %j in common', (one, other, expected) => {
    expect(commonFieldSet(one, other)).toEqual(expected);
    expect(commonFieldSet(other, one)).toEqual(expected);
    for (const field of [...CUSTOMER_FIELDS, 'CUSTOM_X'])
      expect(coversField(commonFieldSet(one, other), field)).toBe(coversField(one, field) && coversField(other, field));
  });
});
