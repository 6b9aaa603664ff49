import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditCodeCheck, organisationCodeCheck } from './credit-code.ts';
import { standardiseCreditCode, standardiseResidentId } from './index.ts';
import { residentIdCheck } from './resident-id.ts';

// Only the examples printed in the standards stand here: no number of a living person.
const EXAMPLE_ID = '11010519491231002X';
const EXAMPLE_CODE = '91350100M000100Y43';

describe('standardiseResidentId', () => {
  it('reads the example of GB 11643-1999', () => {
    expect(standardiseResidentId(EXAMPLE_ID)).toEqual({
      state: 'ok',
      value: { number: EXAMPLE_ID, birthDate: '1949-12-31', gender: 'FEMALE', regionCode: '110105' },
    });
  });

  it.each([
    '11010519491231002x',
    ' 110105 19491231 002X ',
    '１１０１０５１９４９１２３１００２Ｘ',
    "'11010519491231002X",
  ])('puts %j right', (raw) => {
    expect(standardiseResidentId(raw)).toMatchObject({ state: 'ok', value: { number: EXAMPLE_ID } });
  });

  it('completes 15 digits and flags a county that is no longer listed', () => {
    expect(standardiseResidentId('440524800101001')).toEqual({
      state: 'ok',
      value: { number: '440524198001010013', birthDate: '1980-01-01', gender: 'MALE', regionCode: '440524' },
      warnings: ['RESIDENT_ID_REGION_RETIRED'],
    });
  });

  it.each([
    ['110105194912310021', 'RESIDENT_ID_CHECK_DIGIT'],
    ['11010519491231020X', 'RESIDENT_ID_CHECK_DIGIT'],
    ['1101051949123100', 'RESIDENT_ID_FORM'],
    ['1101051949123100AX', 'RESIDENT_ID_FORM'],
    ['1.10105E+17', 'DIGITS_LOST'],
  ])('%s breaks %s', (raw, rule) => {
    expect(standardiseResidentId(raw)).toEqual({ state: 'invalid', rule });
  });

  it.each([
    ['99010519491231002', 'RESIDENT_ID_REGION'],
    ['11010519491331002', 'RESIDENT_ID_BIRTH_DATE'],
    ['11010519490230002', 'RESIDENT_ID_BIRTH_DATE'],
    ['11010529990101002', 'RESIDENT_ID_BIRTH_DATE'],
  ])('%s with its right check digit breaks %s', (digits, rule) => {
    expect(standardiseResidentId(digits + residentIdCheck(digits))).toEqual({ state: 'invalid', rule });
  });

  it('refuses a birth date after today', () => {
    expect(standardiseResidentId(EXAMPLE_ID, { today: '1949-12-30' })).toEqual({
      state: 'invalid',
      rule: 'RESIDENT_ID_BIRTH_DATE',
    });
    expect(standardiseResidentId(EXAMPLE_ID, { today: '1949-12-31' }).state).toBe('ok');
  });

  it('finds every single wrong digit and every exchange of neighbours in the check', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{17}$/), fc.nat(16), fc.nat(8), (digits, at, step) => {
        const other = (Number(digits[at]) + 1 + step) % 10;
        const wrong = digits.slice(0, at) + other + digits.slice(at + 1);
        expect(residentIdCheck(wrong)).not.toBe(residentIdCheck(digits));
        const exchanged = digits.slice(0, at) + (digits[at + 1] ?? '') + (digits[at] ?? '') + digits.slice(at + 2);
        if (at < 16 && exchanged !== digits) expect(residentIdCheck(exchanged)).not.toBe(residentIdCheck(digits));
      }),
    );
  });
});

describe('standardiseCreditCode', () => {
  it('reads the example of GB 32100-2015', () => {
    expect(standardiseCreditCode(EXAMPLE_CODE.toLowerCase())).toEqual({
      state: 'ok',
      value: { code: EXAMPLE_CODE, department: '9', regionCode: '350100', organisationCode: 'M000100Y4' },
    });
  });

  it.each([
    ['91350100M000100Y44', 'CREDIT_CODE_CHECK_CHARACTER'],
    ['91350100M000100Y4', 'CREDIT_CODE_FORM'],
    ['91350100MO00100Y43', 'CREDIT_CODE_FORM'],
    ['9.135010000012E+17', 'DIGITS_LOST'],
  ])('%s breaks %s', (raw, rule) => {
    expect(standardiseCreditCode(raw)).toEqual({ state: 'invalid', rule });
  });

  it('warns of a wrong organisation code inside a right whole', () => {
    const stem = '91350100M000100Y5';
    expect(standardiseCreditCode(stem + creditCodeCheck(stem))).toMatchObject({
      state: 'ok',
      warnings: ['CREDIT_CODE_ORGANISATION_CHECK'],
    });
    expect(organisationCodeCheck('M000100Y')).toBe('4');
  });
});
