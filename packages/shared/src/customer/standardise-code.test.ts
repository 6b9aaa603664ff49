import { describe, expect, it } from 'vitest';
import { CUSTOMER_KINDS, INDUSTRIES, standardiseCode, standardiseOrganisationSize, standardiseStage } from './index.ts';

describe('standardiseCode', () => {
  it('reads codes and labels in both languages', () => {
    expect(['person', '个人', 'Organisation', '組織'].map((raw) => standardiseCode(CUSTOMER_KINDS, raw))).toEqual([
      { state: 'ok', value: 'PERSON' },
      { state: 'ok', value: 'PERSON' },
      { state: 'ok', value: 'ORGANISATION' },
      { state: 'ok', value: 'ORGANISATION' },
    ]);
    expect(standardiseCode(INDUSTRIES, '制造业')).toEqual({ state: 'ok', value: 'C' });
    expect(standardiseCode(INDUSTRIES, '农林牧渔业')).toEqual({ state: 'ok', value: 'A' });
    expect(standardiseCode(INDUSTRIES, '炼金术')).toEqual({ state: 'invalid', rule: 'CODE_UNKNOWN' });
    expect(standardiseCode(INDUSTRIES, '-')).toEqual({ state: 'empty' });
  });
});

describe('standardiseStage', () => {
  it.each([
    ['Marketing Qualified Lead', 'PROSPECT'],
    ['Evangelist', 'LOYAL'],
    ['成交客户', 'CUSTOMER'],
    ['lead', 'LEAD'],
  ])('%s → %s', (raw, stage) => {
    expect(standardiseStage(raw)).toEqual({ state: 'ok', value: stage });
  });
});

describe('standardiseOrganisationSize', () => {
  it.each([
    ['10–49 人', 'S10_49'],
    ['120', 'S50_249'],
    ['50-99人', 'S50_249'],
    ['1,000 employees', 'S1000_4999'],
    ['9人以下', 'S1_9'],
    ['5000+', 'S5000'],
    ['999人以上', 'S1000_4999'],
  ])('%s → %s', (raw, size) => {
    expect(standardiseOrganisationSize(raw)).toEqual({ state: 'ok', value: size });
  });

  it('refuses what is no number', () => {
    expect(standardiseOrganisationSize('many')).toEqual({ state: 'invalid', rule: 'CODE_UNKNOWN' });
    expect(standardiseOrganisationSize('0')).toEqual({ state: 'invalid', rule: 'CODE_UNKNOWN' });
  });
});
