import { describe, expect, it } from 'vitest';
import {
  codeLabel,
  CUSTOMER_LIMITS,
  customerCreateSchema,
  customerUpdateSchema,
  fieldErrors,
  GENDERS,
  INDUSTRIES,
} from './index.ts';

function refusals(input: unknown): readonly string[] {
  const parsed = customerCreateSchema.safeParse(input);
  return parsed.success ? [] : fieldErrors(parsed.error).map(({ code, field }) => `${field.join('.')}: ${code}`);
}

const person = { kind: 'PERSON', name: '王小明' };

describe('customerCreateSchema', () => {
  it('cleans what it takes', () => {
    const parsed = customerCreateSchema.parse({
      ...person,
      name: ' 王\u3000小明 ',
      note: 'one\r\ntwo',
      tags: ['vip', ' vip '],
      contactPoints: [{ type: 'PHONE', value: '138 0013 8000', primary: true }],
    });
    expect(parsed).toEqual({
      kind: 'PERSON',
      name: '王 小明',
      note: 'one\ntwo',
      tags: ['vip'],
      contactPoints: [{ type: 'PHONE', value: '138 0013 8000', primary: true, verified: false }],
    });
  });

  it.each([
    [{}, ['kind: INVALID_CHOICE', 'name: REQUIRED']],
    [{ kind: 'PERSON', name: '  ' }, ['name: REQUIRED']],
    [{ kind: 'PERSON', name: 'x'.repeat(201) }, ['name: TOO_LONG']],
    [{ ...person, birthDate: '2024-02-30' }, ['birthDate: DATE_INVALID']],
    [{ ...person, industry: 'A' }, ['industry: NOT_FOR_KIND']],
    [{ kind: 'ORGANISATION', name: 'x', gender: 'MALE' }, ['gender: NOT_FOR_KIND']],
    [{ ...person, note: 'x'.repeat(10_001) }, ['note: TOO_LONG']],
    [{ ...person, contactPoints: [{ type: 'PHONE', value: '12' }] }, ['contactPoints.0.value: PHONE_TOO_SHORT']],
    [{ ...person, contactPoints: [{ type: 'PHONE', value: '无' }] }, ['contactPoints.0.value: REQUIRED']],
    [{ ...person, contactPoints: [{ type: 'EMAIL', value: 'a@@b' }] }, ['contactPoints.0.value: EMAIL_INVALID']],
    [
      { ...person, contactPoints: Array.from({ length: 51 }, () => ({ type: 'OTHER', value: 'x' })) },
      ['contactPoints: TOO_MANY'],
    ],
    [
      {
        ...person,
        contactPoints: [
          { type: 'WECHAT', value: 'a', primary: true },
          { type: 'WECHAT', value: 'b', primary: true },
        ],
      },
      ['contactPoints.1.primary: ONE_PRIMARY_PER_TYPE'],
    ],
    [{ ...person, addresses: [{}] }, ['addresses.0.line: REQUIRED']],
    [
      { ...person, identifiers: [{ type: 'RESIDENT_ID', value: '110105194912310021' }] },
      ['identifiers.0.value: RESIDENT_ID_CHECK_DIGIT'],
    ],
    [
      { ...person, identifiers: [{ type: 'PASSPORT', value: 'x', validFrom: '2024-01-02', validTo: '2024-01-01' }] },
      ['identifiers.0.validTo: PERIOD_REVERSED'],
    ],
    [
      {
        ...person,
        identifiers: [
          { type: 'MEMBER_ID', value: 'm1' },
          { type: 'MEMBER_ID', value: 'M1' },
        ],
      },
      ['identifiers.1.value: DUPLICATE'],
    ],
  ])('%j is refused with %j', (input, expected) => {
    expect(refusals(input)).toEqual(expected);
  });

  it('names the limit', () => {
    const parsed = customerCreateSchema.safeParse({ ...person, name: 'x'.repeat(201) });
    expect(parsed.success ? [] : fieldErrors(parsed.error)).toEqual([
      { code: 'TOO_LONG', field: ['name'], params: { max: CUSTOMER_LIMITS.name } },
    ]);
  });
});

describe('customerUpdateSchema', () => {
  it('keeps apart what is absent and what is cleared', () => {
    expect(customerUpdateSchema.parse({ note: null })).toEqual({ note: null });
    expect(customerUpdateSchema.safeParse({ name: null }).success).toBe(false);
  });
});

describe('code lists', () => {
  it('have a label in both languages', () => {
    expect(codeLabel(GENDERS, 'MALE', 'zh-CN')).toBe('男');
    expect(codeLabel(INDUSTRIES, 'T', 'en')).toBe('International organisations');
    expect(codeLabel(GENDERS, 'X', 'en')).toBe('X');
    expect(INDUSTRIES.codes.join('')).toBe('ABCDEFGHIJKLMNOPQRST');
  });
});
