import { describe, expect, it } from 'vitest';
import {
  COUNTRY_CODES,
  countryName,
  standardiseBoolean,
  standardiseCountry,
  standardiseExternalId,
  standardiseGender,
} from './index.ts';

describe('standardiseGender', () => {
  it.each([
    ['男', 'MALE'],
    ['Ｍ', 'MALE'],
    ['1', 'MALE'],
    ['1.0', 'MALE'],
    ['先生', 'MALE'],
    ['Female', 'FEMALE'],
    ['2-女', 'FEMALE'],
    ['Mrs.', 'FEMALE'],
    ['其他', 'OTHER'],
    ['保密', 'UNKNOWN'],
    ['0', 'UNKNOWN'],
    ['9', 'UNKNOWN'],
  ])('%j → %s', (raw, gender) => {
    expect(standardiseGender(raw)).toEqual({ state: 'ok', value: gender });
  });

  it('refuses other words and takes fillers for nothing', () => {
    expect(standardiseGender('是')).toEqual({ state: 'invalid', rule: 'GENDER_UNKNOWN' });
    expect(standardiseGender('N/A')).toEqual({ state: 'empty' });
  });
});

describe('standardiseBoolean', () => {
  it.each([
    ['是', true],
    ['Ｙ', true],
    ['√', true],
    ['TRUE', true],
    ['1', true],
    ['无', false],
    ['no', false],
    ['×', false],
  ])('%j → %s', (raw, value) => {
    expect(standardiseBoolean(raw)).toEqual({ state: 'ok', value });
  });

  it('refuses other words', () => {
    expect(standardiseBoolean('maybe')).toEqual({ state: 'invalid', rule: 'BOOLEAN_INVALID' });
    expect(standardiseBoolean(' ')).toEqual({ state: 'empty' });
  });
});

describe('standardiseExternalId', () => {
  it.each([
    ['17850.0', '17850'],
    ['1.785E+4', '17850'],
    ['1.7850E+04', '17850'],
    ['1E+2', '100'],
    ['00123', '00123'],
    ["'00123", '00123'],
    ['="0012"', '0012'],
    ['0012.0', '0012'],
    ['A-12', 'A-12'],
    ['12E4', '12E4'],
    ['１２３', '123'],
    ['客户 12', '客户 12'],
  ])('%j → %s', (raw, id) => {
    expect(standardiseExternalId(raw)).toEqual({ state: 'ok', value: id });
  });

  it('refuses numbers whose digits a spreadsheet has cut', () => {
    expect(standardiseExternalId('1.23457E+12')).toEqual({ state: 'invalid', rule: 'DIGITS_LOST' });
    expect(standardiseExternalId('6.222020000000000E+18')).toEqual({ state: 'invalid', rule: 'DIGITS_LOST' });
    expect(standardiseExternalId('#N/A')).toEqual({ state: 'empty' });
  });
});

describe('standardiseCountry', () => {
  it.each([
    ['中国', 'CN'],
    ['P.R. China', 'CN'],
    ['chn', 'CN'],
    ['USA', 'US'],
    ['美利坚合众国', 'US'],
    ['英国', 'GB'],
    ['Deutschland', 'DE'],
    ['德國', 'DE'],
    ['香港', 'HK'],
    ['South Korea', 'KR'],
    ['Türkiye', 'TR'],
    ['côte d’ivoire', 'CI'],
    ['Bosnia & Herzegovina', 'BA'],
  ])('%j → %s', (raw, code) => {
    expect(standardiseCountry(raw)).toEqual({ state: 'ok', value: code });
  });

  it('refuses what is no country', () => {
    expect(standardiseCountry('Atlantis')).toEqual({ state: 'invalid', rule: 'COUNTRY_UNKNOWN' });
  });

  it('reads every code and every name it writes', () => {
    const unread = COUNTRY_CODES.filter((code) => code !== 'NA').filter((code) =>
      [code, countryName(code, 'zh-CN'), countryName(code, 'en')].some((text) => {
        const read = standardiseCountry(text);
        return read.state !== 'ok' || read.value !== code;
      }),
    );
    expect(unread).toEqual([]);
    expect(COUNTRY_CODES.length).toBe(249);
  });
});
