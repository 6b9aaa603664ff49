import { describe, expect, it } from 'vitest';
import { standardiseAddress, valueOf } from './index.ts';

const CN = { country: 'CN' };
const nanshan = { ...CN, province: '广东省', city: '深圳市', district: '南山区', regionCode: '440305' };
const shanghai = { ...CN, province: '上海市', city: '上海市' };
const beijing = { ...CN, province: '北京市', city: '北京市' };

describe('standardiseAddress of one cell', () => {
  it.each([
    ['广东', { ...CN, province: '广东省', regionCode: '440000' }],
    ['粤', { ...CN, province: '广东省', regionCode: '440000' }],
    ['内蒙古', { ...CN, province: '内蒙古自治区', regionCode: '150000' }],
    ['新疆维吾尔自治区', { ...CN, province: '新疆维吾尔自治区', regionCode: '650000' }],
    ['广东省深圳市南山区科技园科苑路15号', { ...nanshan, line: '科技园科苑路15号' }],
    ['廣東省 深圳市 南山區 科苑路', { ...nanshan, line: '科苑路' }],
    ['中国广东省，深圳市，南山区', nanshan],
    ['广东省南山区', nanshan],
    ['广东深圳南山', nanshan],
    ['518057 广东省深圳市南山区', { ...nanshan, postalCode: '518057' }],
    ['广东省深圳市南山区科苑路 邮编：518057', { ...nanshan, line: '科苑路', postalCode: '518057' }],
    ['上海浦东', { ...shanghai, district: '浦东新区', regionCode: '310115' }],
    ['上海市上海市徐汇区漕溪北路1号', { ...shanghai, district: '徐汇区', line: '漕溪北路1号', regionCode: '310104' }],
    ['上海市市辖区徐汇区', { ...shanghai, district: '徐汇区', regionCode: '310104' }],
    ['北京市朝阳区建国路88号', { ...beijing, district: '朝阳区', line: '建国路88号', regionCode: '110105' }],
    ['上海市长宁路100号', { ...shanghai, line: '长宁路100号', regionCode: '310100' }],
    ['南京路100号', { ...CN, line: '南京路100号' }],
    ['吉林', { ...CN, province: '吉林省', regionCode: '220000' }],
    ['吉林市', { ...CN, province: '吉林省', city: '吉林市', regionCode: '220200' }],
    ['海南藏族自治州', { ...CN, province: '青海省', city: '海南藏族自治州', regionCode: '632500' }],
    ['延边州延吉市', { ...CN, province: '吉林省', city: '延边朝鲜族自治州', district: '延吉市', regionCode: '222401' }],
    ['江苏昆山', { ...CN, province: '江苏省', city: '苏州市', district: '昆山市', regionCode: '320583' }],
    ['河南省济源市', { ...CN, province: '河南省', city: '济源市', regionCode: '419001' }],
    ['台湾台北市', { ...CN, province: '台湾省', line: '台北市', regionCode: '710000' }],
    ['Shenzhen, Guangdong, China', { ...CN, province: '广东省', city: '深圳市', regionCode: '440300' }],
    [
      "12 Nan Dajie, Xi'an, Shaanxi",
      { ...CN, province: '陕西省', city: '西安市', line: '12 Nan Dajie', regionCode: '610100' },
    ],
  ])('%s', (text, value) => {
    expect(standardiseAddress({ text })).toEqual({ state: 'ok', value });
  });

  it('says when a name is borne by several places or belongs elsewhere, and keeps the text', () => {
    expect(standardiseAddress({ text: '朝阳区建国路' })).toEqual({
      state: 'ok',
      value: { ...CN, line: '朝阳区建国路' },
      warnings: ['DIVISION_AMBIGUOUS'],
    });
    expect(standardiseAddress({ text: '广东省杭州市西湖区' })).toEqual({
      state: 'ok',
      value: { ...CN, province: '广东省', line: '杭州市西湖区', regionCode: '440000' },
      warnings: ['DIVISION_MISMATCH'],
    });
  });
});

describe('standardiseAddress of columns', () => {
  it('joins columns and a line that repeats them', () => {
    expect(
      standardiseAddress({ province: '广东', city: '深圳', district: '南山', line: '广东省深圳市南山区科技园路1号' }),
    ).toEqual({
      state: 'ok',
      value: { ...nanshan, line: '科技园路1号' },
    });
    expect(standardiseAddress({ province: '上海', city: '上海', district: '浦东新区' })).toEqual({
      state: 'ok',
      value: { ...shanghai, district: '浦东新区', regionCode: '310115' },
    });
    expect(standardiseAddress({ city: '北京', district: '朝阳区' })).toEqual({
      state: 'ok',
      value: { ...beijing, district: '朝阳区', regionCode: '110105' },
    });
  });

  it('leaves other countries as they are', () => {
    expect(
      standardiseAddress({ country: 'USA', province: 'CA', city: 'San Jose', line: '1 Main St', postalCode: '95110' }),
    ).toEqual({
      state: 'ok',
      value: { country: 'US', province: 'CA', city: 'San Jose', line: '1 Main St', postalCode: '95110' },
    });
  });

  it('keeps an unknown country out and says so; empty columns are nothing', () => {
    expect(standardiseAddress({ country: 'Atlantis', city: 'X' })).toEqual({
      state: 'ok',
      value: { city: 'X' },
      warnings: ['COUNTRY_UNKNOWN'],
    });
    expect(standardiseAddress({ province: '无', line: '-' })).toEqual({ state: 'empty' });
    expect(standardiseAddress({ line: '科苑路', postalCode: '51805' })).toMatchObject({
      warnings: ['POSTAL_CODE_INVALID'],
    });
  });

  it('takes an address that names no country and no Chinese place for one elsewhere', () => {
    expect(
      standardiseAddress({ line: '12 Werriwag Crescent', city: 'Yackandandah', province: 'vic', postalCode: '3156' }),
    ).toEqual({
      state: 'ok',
      value: { province: 'vic', city: 'Yackandandah', line: '12 Werriwag Crescent', postalCode: '3156' },
    });
    expect(valueOf(standardiseAddress({ line: '1 Keji Road', city: 'Shenzhen' }))?.country).toBe('CN');
  });
});
