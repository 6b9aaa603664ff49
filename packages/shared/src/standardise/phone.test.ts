import * as fc from 'fast-check';
import parsePhoneNumberFromString, {
  getCountries,
  getCountryCallingCode,
  type CountryCode,
} from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { standardisePhone, standardisePhones } from './index.ts';
import { lookUpPlanned } from './numbering-plan.ts';
import { readPhone } from './phone-number.ts';

const mobile = { e164: '+8613800138000', type: 'MOBILE', region: 'CN' };
const second = { e164: '+8613900139000', type: 'MOBILE', region: 'CN' };
const office = { e164: '+861088886666', type: 'FIXED_LINE', region: 'CN' };

describe('standardisePhones', () => {
  it.each([
    ['13800138000', [mobile]],
    ['１３８　００１３　８０００', [mobile]],
    ['138-0013-8000', [mobile]],
    ['86 13800138000', [mobile]],
    ['0086-13800138000', [mobile]],
    ['013800138000', [mobile]],
    ['(86)13800138000', [mobile]],
    ["'13800138000", [mobile]],
    ['13800138000.0', [mobile]],
    ['1.3800138000E+10', [mobile]],
    ['13800138000(王)', [{ ...mobile, note: '王' }]],
    ['13800138000王五', [{ ...mobile, note: '王五' }]],
    ['13800138000、13900139000', [mobile, second]],
    ['13800138000/13900139000', [mobile, second]],
    ['13800138000\n13900139000', [mobile, second]],
    ['13800138000 13900139000', [mobile, second]],
    ['13800138000;13800138000', [mobile]],
    [
      '张三13800138000李四13900139000',
      [
        { ...mobile, note: '张三' },
        { ...second, note: '李四' },
      ],
    ],
    ['办公:010-88886666转801', [{ ...office, extension: '801', note: '办公' }]],
    ['(010) 8888 6666', [office]],
    ['010-88886666/7', [office, { ...office, e164: '+861088886667' }]],
    ['0755-88888888-8001', [{ e164: '+8675588888888', type: 'FIXED_LINE', region: 'CN', extension: '8001' }]],
    ['（0755）8888 6666－801', [{ e164: '+8675588886666', type: 'FIXED_LINE', region: 'CN', extension: '801' }]],
    ['400-820-8820', [{ e164: '+864008208820', type: 'SHARED_COST', region: 'CN' }]],
    ['95588', [{ e164: '+8695588', type: 'SERVICE', region: 'CN' }]],
    ['tel:+1-415-555-2671', [{ e164: '+14155552671', type: 'FIXED_LINE_OR_MOBILE', region: 'US' }]],
    ['+44 20 7946 0958 ext. 12', [{ e164: '+442079460958', type: 'FIXED_LINE', region: 'GB', extension: '12' }]],
    ['tel:+86-10-88886666;ext=801', [{ ...office, extension: '801' }]],
  ])('%j', (raw, value) => {
    expect(standardisePhones(raw)).toEqual({ state: 'ok', value });
  });

  it.each([
    ['1.38E+10', 'DIGITS_LOST'],
    ['1381234567', 'PHONE_INVALID'],
    ['11111111111', 'PHONE_INVALID'],
    ['138O0138000', 'PHONE_INVALID'],
    ['电话', 'PHONE_INVALID'],
    ['12', 'PHONE_TOO_SHORT'],
    ['138001380001380013800', 'PHONE_TOO_LONG'],
  ])('%j breaks %s', (raw, rule) => {
    expect(standardisePhones(raw)).toEqual({ state: 'invalid', rule });
  });

  it('takes fillers for nothing and warns of parts that are no numbers', () => {
    expect(standardisePhones('无')).toEqual({ state: 'empty' });
    expect(standardisePhones('13800138000，abc123')).toEqual({
      state: 'ok',
      value: [mobile],
      warnings: ['PHONE_PART_INVALID'],
    });
  });

  it('reads national numbers in the region given', () => {
    expect(standardisePhones('(02) 9876 5432', { region: 'AU' })).toMatchObject({
      value: [{ e164: '+61298765432', region: 'AU' }],
    });
    expect(standardisePhones('8 91 234 56 78', { region: 'UZ' })).toMatchObject({ value: [{ e164: '+998912345678' }] });
  });
});

describe('standardisePhone', () => {
  it('wants exactly one number', () => {
    expect(standardisePhone('13800138000')).toEqual({ state: 'ok', value: mobile });
    expect(standardisePhone('13800138000/13900139000')).toEqual({ state: 'invalid', rule: 'PHONE_INVALID' });
  });
});

describe('the quick ways', () => {
  function byLibrary(text: string, country?: CountryCode): string {
    const reference = parsePhoneNumberFromString(text, { defaultCountry: country, extract: false });
    return reference?.isValid() ? `${reference.number} ${reference.country} ${reference.getType()}` : 'invalid';
  }

  it('agree with libphonenumber on Chinese numbers', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(?:1[3-9]\d{9}|0[1-9]\d{8,10})$/), (text) => {
        const read = readPhone(text, 'CN');
        expect('rule' in read ? 'invalid' : `${read.e164} ${read.region} ${read.type}`).toBe(byLibrary(text, 'CN'));
      }),
      { numRuns: 500 },
    );
  });

  it('agree with libphonenumber on numbers in E.164 wherever they answer', () => {
    const callingCodes = [...new Set(getCountries().map((country) => getCountryCallingCode(country)))];
    fc.assert(
      fc.property(fc.constantFrom(...callingCodes), fc.stringMatching(/^[1-9]\d{6,9}$/), (callingCode, national) => {
        const e164 = `+${callingCode}${national}`;
        const planned = lookUpPlanned(e164);
        if (planned) expect(`${e164} ${planned.region} ${planned.type}`).toBe(byLibrary(e164));
      }),
      { numRuns: 2000 },
    );
  });
});
