import { describe, expect, it } from 'vitest';
import { nameRegion } from './index.ts';

describe('nameRegion', () => {
  it.each([
    ['杭州鼎盛建筑', { text: '杭州', region: '杭州' }],
    ['杭州市鼎盛建筑', { text: '杭州市', region: '杭州' }],
    ['浙江省鼎盛建筑', { text: '浙江省', region: '浙江' }],
    ['内蒙古伊利实业', { text: '内蒙古', region: '内蒙古' }],
    ['延边朝鲜族自治州林业', { text: '延边朝鲜族自治州', region: '延边' }],
    ['临沂金桥商贸', { text: '临沂', region: '临沂' }],
    ['香港中华煤气', { text: '香港', region: '香港' }],
    ['中国工商银行', { text: '中国', region: '中国' }],
    // Words that are towns as well, districts, and letters for provinces.
    ['阿里巴巴网络技术', undefined],
    ['安康医疗器械', undefined],
    ['安康市天立商贸', { text: '安康市', region: '安康' }],
    ['东方医疗器械', undefined],
    ['平安保险', undefined],
    ['苏宁易购', undefined],
    ['鼎盛建筑', undefined],
    ['', undefined],
  ])('%s', (name, expected) => {
    expect(nameRegion(name)).toEqual(expected);
  });
});
