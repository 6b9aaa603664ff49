import { describe, expect, it } from 'vitest';
import type { ColumnMapping, RowShape, TargetField } from '../mapping/target-field.ts';
import { recordBuilder } from './build-record.ts';
import type { RowPlan } from './plan.ts';

function build(rowShape: RowShape, cells: Partial<Record<TargetField, string>>, more: Partial<RowPlan> = {}) {
  // Partial records give their keys as plain strings.
  const targets = Object.keys(cells) as TargetField[];
  const mapping = targets.map((target, index): ColumnMapping => ({
    column: target.toLowerCase(),
    index,
    target,
    options: {},
  }));
  const plan = planOf(rowShape, mapping, more);
  return recordBuilder(plan)({ number: 2, cells: targets.map((target) => cells[target] ?? '') });
}

function planOf(rowShape: RowShape, mapping: readonly ColumnMapping[], more: Partial<RowPlan> = {}): RowPlan {
  return {
    kind: 'CUSTOMERS',
    rowShape,
    mapping,
    phoneRegion: 'CN',
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
    today: '2026-03-05',
    lastLine: null,
    codes: {},
    customerKeys: [],
    ...more,
  };
}

function documentOf(...args: Parameters<typeof build>) {
  const built = build(...args);
  if ('rejection' in built) throw new Error(`rejected: ${built.rejection.code}`);
  return built.record.document;
}

describe('recordBuilder', () => {
  it('keeps raw beside standardised and flags what cannot be read', () => {
    const built = build('PERSON', {
      NAME: ' 王 小明先生',
      MOBILE: '１３８-0013-8000',
      EMAIL: 'not an address',
      BIRTH_DATE: '1990.2.30',
    });
    expect(built).toEqual({
      record: {
        line: 2,
        document: {
          fields: {
            KIND: { value: 'PERSON' },
            BIRTH_DATE: { value: null, raw: '1990.2.30', problem: 'DATE_IMPOSSIBLE' },
            NAME: { value: '王小明', raw: ' 王 小明先生' },
            FAMILY_NAME: { value: '王' },
            GIVEN_NAME: { value: '小明' },
            GENDER: { value: 'MALE', raw: '先生' },
          },
          contactPoints: [
            {
              type: 'PHONE',
              label: 'MOBILE',
              value: '+8613800138000',
              matchKey: '+8613800138000',
              raw: '１３８-0013-8000',
            },
            { type: 'EMAIL', value: 'not an address', problem: 'EMAIL_INVALID' },
          ],
        },
      },
      kind: 'PERSON',
      warnings: 2,
    });
  });

  it('takes fillers for nothing', () => {
    expect(
      documentOf('PERSON', { NAME: '李娜', MOBILE: '无', EMAIL: 'N/A', NOTE: '待补', TAGS: '-', ADDRESS: '——' }),
    ).toEqual({
      fields: {
        KIND: { value: 'PERSON' },
        NAME: { value: '李娜' },
        FAMILY_NAME: { value: '李' },
        GIVEN_NAME: { value: '娜' },
      },
    });
  });

  it('reads several phones and whose they are', () => {
    const { contactPoints } = documentOf('PERSON', {
      NAME: '李娜',
      PHONE: '010-88886666转801 / 13900139000',
      HOME_PHONE: '13700137000（张伟）',
    });
    expect(contactPoints?.map(({ value, label, holderName }) => [value, label, holderName])).toEqual([
      ['+861088886666;ext=801', undefined, undefined],
      ['+8613900139000', 'MOBILE', undefined],
      ['+8613700137000', 'HOME', '张伟'],
    ]);
  });

  it('takes birth date and gender from the resident number only where the columns do not say', () => {
    const { fields, identifiers } = documentOf('PERSON', {
      NAME: '李娜',
      RESIDENT_ID: '11010519491231002X',
      GENDER: '',
    });
    expect(fields.BIRTH_DATE).toEqual({ value: '1949-12-31', raw: '11010519491231002X' });
    expect(fields.GENDER).toEqual({ value: 'FEMALE', raw: '11010519491231002X' });
    expect(identifiers).toEqual([{ type: 'RESIDENT_ID', value: '11010519491231002X', matchKey: '11010519491231002X' }]);
    expect(
      documentOf('PERSON', { NAME: '李', RESIDENT_ID: '11010519491231002X', BIRTH_DATE: '1950-01-01' }).fields
        .BIRTH_DATE,
    ).toEqual({
      value: '1950-01-01',
    });
  });

  it('keeps the contact person on the contact points of an organisation', () => {
    const document = documentOf('ORGANISATION_WITH_CONTACT', {
      NAME: '深圳市华强贸易有限公司',
      CONTACT_NAME: '陈经理',
      CONTACT_TITLE: '采购',
      MOBILE: '13800138000',
      WORK_PHONE: '0755-88886666',
      GENDER: '男',
    });
    expect(document.fields).toEqual({ KIND: { value: 'ORGANISATION' }, NAME: { value: '深圳市华强贸易有限公司' } });
    expect(
      document.contactPoints?.map(({ value, holderName, holderTitle }) => [value, holderName, holderTitle]),
    ).toEqual([
      ['+8613800138000', '陈', '采购'],
      ['+8675588886666', undefined, undefined],
    ]);
    expect(document.other).toEqual({ gender: '男' });
  });

  it('makes a private customer of a contact person without a company', () => {
    const { fields } = documentOf('ORGANISATION_WITH_CONTACT', {
      NAME: '',
      CONTACT_NAME: '赵敏',
      MOBILE: '13800138000',
    });
    expect(fields).toEqual({
      KIND: { value: 'PERSON' },
      NAME: { value: '赵敏' },
      FAMILY_NAME: { value: '赵' },
      GIVEN_NAME: { value: '敏' },
    });
  });

  it.each([
    [{ NAME: '北京百货大楼有限公司' }, 'ORGANISATION'],
    [{ NAME: '王小明' }, 'PERSON'],
    [{ NAME: '王小明', KIND: '企业' }, 'ORGANISATION'],
    [{ NAME: 'Acme', CREDIT_CODE: '91350100M000100Y43' }, 'ORGANISATION'],
  ])('tells what %j is about', (cells, kind) => {
    expect(documentOf('AUTO', cells).fields.KIND).toEqual({ value: kind });
  });

  it('turns labels into codes, and keeps and flags words the list does not have', () => {
    const codes = { GRADE: { a级: 'A' }, STAGE: { 客户: 'CUSTOMER' } };
    expect(documentOf('PERSON', { NAME: '李娜', GRADE: 'A级', STAGE: '老朋友' }, { codes }).fields).toMatchObject({
      GRADE: { value: 'A', raw: 'A级' },
      STAGE: { value: '老朋友', problem: 'INVALID_CHOICE' },
    });
  });

  it('keeps columns that mean nothing under their own names', () => {
    expect(documentOf('PERSON', { NAME: '李娜', OTHER_DATA: '来自展会' }).other).toEqual({ other_data: '来自展会' });
  });

  it.each([
    [
      { NAME: '', MOBILE: '' },
      { line: 2, column: 'name', code: 'REQUIRED', cells: ['', ''] },
    ],
    [
      { NAME: '李娜', EXTERNAL_ID: '1.23457E+15' },
      { line: 2, column: 'external_id', code: 'DIGITS_LOST', cells: ['李娜', '1.23457E+15'] },
    ],
  ])('rejects %j', (cells, rejection) => {
    expect(build('PERSON', cells)).toEqual({ rejection });
  });

  it('reads a birth date from three columns, and a document of any other kind', () => {
    const parts = { NAME: 'Erika Weber', BIRTH_YEAR: '1992', BIRTH_MONTH: '2', BIRTH_DAY: '9' };
    expect(documentOf('PERSON', { ...parts, OTHER_ID: '87 66-958' })).toMatchObject({
      fields: { BIRTH_DATE: { value: '1992-02-09' } },
      identifiers: [{ type: 'OTHER', value: '8766-958', matchKey: '8766-958' }],
    });
    expect(documentOf('PERSON', { ...parts, BIRTH_DAY: '' }).fields.BIRTH_DATE).toBeUndefined();
  });

  it('joins names and lines that stand over several columns', () => {
    const mapping = (['GIVEN_NAME', 'GIVEN_NAME', 'FAMILY_NAME', 'ADDRESS_LINE', 'ADDRESS_LINE', 'CITY'] as const).map(
      (target, index) => ({ column: `c${index}`, index, target, options: {} }),
    );
    const build = recordBuilder(planOf('PERSON', mapping));
    const cells = ['Mary', 'Jane', 'Cross', '12', 'Werriwag Crescent', 'Yackandandah'];
    expect(build({ number: 2, cells })).toMatchObject({
      record: {
        document: {
          fields: { GIVEN_NAME: { value: 'Mary Jane' }, NAME: { value: 'Mary Jane Cross' } },
          addresses: [{ city: 'Yackandandah', line: '12 Werriwag Crescent' }],
        },
      },
    });
  });
});
