import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldName, pinyinOf, toSimplified } from './index.ts';

describe('foldName', () => {
  it.each([
    ['張 偉', '张伟'],
    ['歐陽　修', '欧阳修'],
    ['Ｊosé  O’Brien-Müller', 'jose obrien muller'],
    ['Straße ØRSTED', 'strasse orsted'],
    ['İstanbul', 'istanbul'],
    ['阿卜杜拉·买买提', '阿卜杜拉买买提'],
    ['ＡＢＣ（中国）Ltd.', 'abc中国ltd'],
    ['Nguyễn Văn Đức', 'nguyen van duc'],
    ['!!!', ''],
  ])('%j → %j', (name, folded) => {
    expect(foldName(name)).toBe(folded);
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(foldName(foldName(name))).toBe(foldName(name));
      }),
    );
  });

  it('folds a part of a Chinese name as it folds the whole', () => {
    const han = fc.string({
      unit: fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCodePoint(code)),
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(han, fc.nat(5), (name, cut) => {
        expect(foldName(name.slice(0, cut)) + foldName(name.slice(cut))).toBe(foldName(name));
      }),
    );
  });
});

describe('toSimplified', () => {
  it('changes traditional characters only', () => {
    expect(toSimplified('廣東省 ABC 东')).toBe('广东省 ABC 东');
  });
});

describe('pinyinOf', () => {
  it.each([
    ['王小明', 'wangxiaoming', 'wxm'],
    ['單雄信', 'shanxiongxin', 'sxx'],
    ['解珍', 'xiezhen', 'xz'],
    ['曾国藩', 'zengguofan', 'zgf'],
    ['尉迟恭', 'yuchigong', 'ycg'],
    ['单于明', 'chanyuming', 'cym'],
    ['欧阳娜娜', 'ouyangnana', 'oynn'],
    ['吕布', 'lvbu', 'lb'],
    ['王Tom', 'wangtom', 'wt'],
    ['John Smith', 'johnsmith', 'js'],
    ['', '', ''],
  ])('%s → %s, %s', (name, full, initials) => {
    expect(pinyinOf(name)).toMatchObject({ full, initials });
  });

  it('reads no surname in an organisation', () => {
    expect(pinyinOf('单位食堂', 'ORGANISATION').full).toBe('danweishitang');
  });
});
