import type { ImportKind, TargetField } from '../../../gql/graphql.ts';

/** One group of the list a column's meaning is chosen from. */
export interface TargetGroup {
  readonly name: 'none' | 'identity' | 'person' | 'contact' | 'address' | 'document' | 'business' | 'order';
  readonly targets: readonly TargetField[];
}

/** The meanings a column can have, in the order people look for them. */
export const TARGET_GROUPS: readonly TargetGroup[] = [
  { name: 'none', targets: ['OTHER_DATA', 'IGNORE'] },
  {
    name: 'identity',
    targets: ['NAME', 'FAMILY_NAME', 'GIVEN_NAME', 'KIND', 'CUSTOMER_NUMBER', 'EXTERNAL_ID', 'CREATED_AT'],
  },
  {
    name: 'person',
    targets: ['GENDER', 'BIRTH_DATE', 'BIRTH_YEAR', 'BIRTH_MONTH', 'BIRTH_DAY', 'EMPLOYER', 'JOB_TITLE'],
  },
  {
    name: 'contact',
    targets: [
      'MOBILE',
      'PHONE',
      'WORK_PHONE',
      'HOME_PHONE',
      'FAX',
      'EMAIL',
      'WECHAT',
      'OTHER_CONTACT',
      'CONTACT_NAME',
      'CONTACT_TITLE',
    ],
  },
  {
    name: 'address',
    targets: ['ADDRESS', 'COUNTRY', 'PROVINCE', 'CITY', 'DISTRICT', 'ADDRESS_LINE', 'POSTAL_CODE'],
  },
  { name: 'document', targets: ['RESIDENT_ID', 'CREDIT_CODE', 'PASSPORT', 'MEMBER_ID', 'TAX_ID', 'OTHER_ID'] },
  { name: 'business', targets: ['INDUSTRY', 'SIZE', 'STAGE', 'GRADE', 'TAGS', 'NOTE'] },
  {
    name: 'order',
    targets: [
      'ORDER_NUMBER',
      'ORDER_TIME',
      'ORDER_STATUS',
      'LINE_NUMBER',
      'PRODUCT_CODE',
      'PRODUCT_NAME',
      'QUANTITY',
      'UNIT_PRICE',
      'AMOUNT',
      'CURRENCY',
    ],
  },
];

/** The groups that make sense for a kind of file. */
export function targetGroups(kind: ImportKind): readonly TargetGroup[] {
  if (kind === 'CUSTOMERS') return TARGET_GROUPS.filter(({ name }) => name !== 'order');
  // What a purchase file is about comes first.
  const order = TARGET_GROUPS.filter(({ name }) => name === 'order' || name === 'none');
  return [...order.toSorted((a, b) => Number(b.name === 'none') - Number(a.name === 'none')), ...others()];
}

function others(): readonly TargetGroup[] {
  return TARGET_GROUPS.filter(({ name }) => name !== 'order' && name !== 'none');
}

/** An option that says how a column is read. */
export interface ColumnOption {
  readonly name: 'dateOrder' | 'phoneRegion' | 'separator' | 'decimalMark';
  readonly choices: readonly string[];
  /** Whether something else than the choices may be typed. */
  readonly free: boolean;
}

const DATES: readonly TargetField[] = ['BIRTH_DATE', 'CREATED_AT', 'ORDER_TIME'];
const PHONES: readonly TargetField[] = ['PHONE', 'MOBILE', 'WORK_PHONE', 'HOME_PHONE', 'FAX'];
const NUMBERS: readonly TargetField[] = ['QUANTITY', 'UNIT_PRICE', 'AMOUNT'];

/** The regions offered for phone numbers; others can be typed. */
export const PHONE_REGIONS = ['CN', 'HK', 'MO', 'TW', 'JP', 'KR', 'SG', 'US', 'GB', 'DE', 'FR', 'AU'] as const;

/** The options a column of this meaning has. */
export function columnOptions(target: TargetField): readonly ColumnOption[] {
  if (DATES.includes(target)) return [{ name: 'dateOrder', choices: ['YMD', 'DMY', 'MDY'], free: false }];
  if (PHONES.includes(target)) return [{ name: 'phoneRegion', choices: PHONE_REGIONS, free: true }];
  if (NUMBERS.includes(target)) return [{ name: 'decimalMark', choices: ['.', ','], free: false }];
  if (target === 'TAGS') return [{ name: 'separator', choices: [';', ',', '、', '|', '/'], free: true }];
  return [];
}

const KEY_TARGETS: readonly TargetField[][] = [
  ['RESIDENT_ID'],
  ['CREDIT_CODE'],
  ['PASSPORT'],
  ['MEMBER_ID'],
  ['TAX_ID'],
  ['NAME', 'PHONE'],
  ['NAME', 'EMAIL'],
  ['NAME', 'WECHAT'],
  ['NAME', 'BIRTH_DATE'],
  ['PHONE'],
  ['EMAIL'],
  ['NAME'],
];
const SAYS_NAME: readonly TargetField[] = ['NAME', 'FAMILY_NAME', 'GIVEN_NAME', 'CONTACT_NAME'];

/** The exact keys that a mapping has the columns for, the surest first. */
export function possibleKeys(targets: ReadonlySet<TargetField>): readonly (readonly TargetField[])[] {
  const isThere = (part: TargetField): boolean => {
    if (part === 'NAME') return SAYS_NAME.some((one) => targets.has(one));
    if (part === 'PHONE') return PHONES.some((one) => one !== 'FAX' && targets.has(one));
    return targets.has(part);
  };
  return KEY_TARGETS.filter((key) => key.every(isThere));
}
