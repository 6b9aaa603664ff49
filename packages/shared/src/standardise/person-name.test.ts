import { describe, expect, it } from 'vitest';
import { guessNameKind, standardiseOrganisationName, standardisePersonName } from './index.ts';

describe('standardisePersonName', () => {
  it.each([
    ['王小明', { full: '王小明', family: '王', given: '小明' }],
    ['王　小　明', { full: '王小明', family: '王', given: '小明' }],
    ['欧阳修', { full: '欧阳修', family: '欧阳', given: '修' }],
    ['張三（經理）', { full: '張三', family: '張', given: '三', note: '經理' }],
    ['王先生', { full: '王', family: '王', title: '先生', gender: 'MALE' }],
    ['李四女士', { full: '李四', family: '李', given: '四', title: '女士', gender: 'FEMALE' }],
    ['王总', { full: '王', family: '王', title: '总' }],
    ['张老板', { full: '张', family: '张', title: '老板' }],
    ['陈长生', { full: '陈长生', family: '陈', given: '长生' }],
    ['王小明（女）', { full: '王小明', family: '王', given: '小明', gender: 'FEMALE' }],
    ['诸葛先生', { full: '诸葛', family: '诸葛', title: '先生', gender: 'MALE' }],
    ['万总理', { full: '万总理', family: '万', given: '总理' }],
    ['阿卜杜拉•买买提', { full: '阿卜杜拉·买买提' }],
    ['王小明 (Tom)', { full: '王小明', family: '王', given: '小明', note: 'Tom' }],
    ['Mr. John SMITH Jr.', { full: 'John Smith', family: 'Smith', given: 'John', title: 'Mr. Jr.', gender: 'MALE' }],
    ['SMITH, JOHN A.', { full: 'John A. Smith', family: 'Smith', given: 'John A.' }],
    ['Smith, Dr. Jane', { full: 'Jane Smith', family: 'Smith', given: 'Jane', title: 'Dr.' }],
    ['WANG Xiaoming', { full: 'Wang Xiaoming', family: 'Wang', given: 'Xiaoming' }],
    ['Ludwig van Beethoven', { full: 'Ludwig van Beethoven', family: 'van Beethoven', given: 'Ludwig' }],
    ["JOHN O'BRIEN", { full: "John O'Brien", family: "O'Brien", given: 'John' }],
    ['mary mcdonald', { full: 'Mary McDonald', family: 'McDonald', given: 'Mary' }],
    ['Jose García, PhD', { full: 'Jose García', family: 'García', given: 'Jose', title: 'PhD' }],
    ['madonna', { full: 'Madonna' }],
  ])('%j', (raw, value) => {
    expect(standardisePersonName(raw)).toEqual({ state: 'ok', value });
  });

  it('warns of several people, refuses what has no letter, takes fillers for nothing', () => {
    expect(standardisePersonName('张三、李四')).toMatchObject({ state: 'ok', warnings: ['NAME_SEVERAL'] });
    expect(standardisePersonName('12345')).toEqual({ state: 'invalid', rule: 'NAME_INVALID' });
    expect(standardisePersonName('未知')).toEqual({ state: 'empty' });
  });
});

describe('standardiseOrganisationName', () => {
  it.each([
    [
      '深圳市腾讯计算机系统有限公司',
      { full: '深圳市腾讯计算机系统有限公司', core: '深圳市腾讯计算机系统', legalForm: 'LIMITED' },
    ],
    ['ＡＢＣ(中国) 有限公司', { full: 'ABC（中国）有限公司', core: 'abc中国', legalForm: 'LIMITED' }],
    ['Apple, Inc.', { full: 'Apple, Inc.', core: 'apple', legalForm: 'JOINT_STOCK' }],
    ['Foo Trading Co., Ltd.', { full: 'Foo Trading Co., Ltd.', core: 'foo trading', legalForm: 'LIMITED' }],
    ['Müller GmbH & Co. KG', { full: 'Müller GmbH & Co. KG', core: 'muller', legalForm: 'LIMITED' }],
    [
      '上海 某某 合伙企业（有限合伙）',
      { full: '上海某某合伙企业（有限合伙）', core: '上海某某', legalForm: 'PARTNERSHIP' },
    ],
    ['北京XX公司（已注销）', { full: '北京XX公司（已注销）', core: '北京xx', legalForm: 'LIMITED' }],
    ['IBM', { full: 'IBM', core: 'ibm' }],
  ])('%j', (raw, value) => {
    expect(standardiseOrganisationName(raw)).toEqual({ state: 'ok', value });
  });

  it('keeps a branch apart from its company', () => {
    expect(standardiseOrganisationName('中国工商银行股份有限公司北京分行')).toMatchObject({
      value: { core: '中国工商银行股份有限公司北京分行', legalForm: 'BRANCH' },
    });
  });
});

describe('guessNameKind', () => {
  it.each([
    ['王小明', 'PERSON', true],
    ['欧阳娜娜', 'PERSON', true],
    ['买买提·艾力', 'PERSON', true],
    ['林园', 'PERSON', true],
    ['John Smith', 'PERSON', false],
    ['Mr John Smith', 'PERSON', true],
    ['Smith, John', 'PERSON', true],
    ['王女士', 'PERSON', true],
    ['小米科技', 'ORGANISATION', true],
    ['北京大学', 'ORGANISATION', true],
    ['某某店', 'ORGANISATION', true],
    ['Apple Inc', 'ORGANISATION', true],
    ['YMCA of Chicago', 'ORGANISATION', true],
    ['IBM', 'ORGANISATION', false],
  ])('%s is %s (sure: %s)', (name, kind, sure) => {
    expect(guessNameKind(name)).toEqual({ kind, sure });
  });
});
