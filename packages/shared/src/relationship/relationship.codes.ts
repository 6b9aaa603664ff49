import type { Locale } from '../error/index.ts';
import { codeList, type CustomerKind } from '../customer/index.ts';

/** What people call both ends of a relationship, as a customer's page lists them. */
export interface EndNames {
  /** What `from` is to `to`: "employee". */
  readonly from: string;
  /** What `to` is to `from`: "employer". */
  readonly to: string;
}

/** How relationships are listed. */
export const RELATIONSHIP_GROUPS = codeList({
  ROLE: ['任职与角色', 'Roles'],
  HIERARCHY: ['组织架构', 'Organisation'],
  FAMILY: ['家庭', 'Family and household'],
  OTHER: ['其他', 'Other'],
});

/** One of {@link RELATIONSHIP_GROUPS}. */
export type RelationshipGroup = (typeof RELATIONSHIP_GROUPS)['codes'][number];

/** What one kind of relationship joins, and what its ends are called. */
export interface RelationshipKind {
  readonly group: RelationshipGroup;
  readonly from: readonly CustomerKind[];
  readonly to: readonly CustomerKind[];
  readonly names: Readonly<Record<Locale, EndNames>>;
}

const PERSON = ['PERSON'] as const;
const ORGANISATION = ['ORGANISATION'] as const;
const ANY = ['PERSON', 'ORGANISATION'] as const;

function kind(
  group: RelationshipGroup,
  from: readonly CustomerKind[],
  to: readonly CustomerKind[],
  [fromZh, toZh]: readonly [string, string],
  [fromEn, toEn]: readonly [string, string],
): RelationshipKind {
  return { group, from, to, names: { 'zh-CN': { from: fromZh, to: toZh }, en: { from: fromEn, to: toEn } } };
}

/** Every kind of relationship between two customers, read from `from` to `to`. */
export const RELATIONSHIP_TYPES = {
  EMPLOYEE: kind('ROLE', PERSON, ORGANISATION, ['员工', '任职单位'], ['Employee', 'Employer']),
  CONTACT: kind('ROLE', PERSON, ORGANISATION, ['联系人', '所代表的单位'], ['Contact', 'Contact of']),
  LEGAL_REPRESENTATIVE: kind(
    'ROLE',
    PERSON,
    ORGANISATION,
    ['法定代表人', '任法定代表人的单位'],
    ['Legal representative', 'Legal representative of'],
  ),
  DIRECTOR: kind('ROLE', PERSON, ORGANISATION, ['董事', '任董事的单位'], ['Director', 'Director of']),
  SUPERVISOR: kind('ROLE', PERSON, ORGANISATION, ['监事', '任监事的单位'], ['Supervisor', 'Supervisor of']),
  SHAREHOLDER: kind('ROLE', ANY, ORGANISATION, ['股东', '持股的单位'], ['Shareholder', 'Holds shares of']),
  BENEFICIAL_OWNER: kind(
    'ROLE',
    PERSON,
    ORGANISATION,
    ['受益所有人', '实际受益的单位'],
    ['Beneficial owner', 'Beneficial owner of'],
  ),
  ADVISER: kind('ROLE', ANY, ORGANISATION, ['顾问', '任顾问的单位'], ['Adviser', 'Adviser of']),
  PARENT_COMPANY: kind('HIERARCHY', ORGANISATION, ORGANISATION, ['母公司', '子公司'], ['Parent company', 'Subsidiary']),
  HEAD_OFFICE: kind('HIERARCHY', ORGANISATION, ORGANISATION, ['总机构', '分支机构'], ['Head office', 'Branch']),
  HOUSEHOLD_HEAD: kind('FAMILY', PERSON, PERSON, ['户主', '家庭成员'], ['Head of household', 'Household member']),
  SPOUSE: kind('FAMILY', PERSON, PERSON, ['配偶', '配偶'], ['Spouse', 'Spouse']),
  PARENT: kind('FAMILY', PERSON, PERSON, ['父母', '子女'], ['Parent', 'Child']),
  SIBLING: kind('FAMILY', PERSON, PERSON, ['兄弟姐妹', '兄弟姐妹'], ['Sibling', 'Sibling']),
  GUARDIAN: kind('FAMILY', PERSON, PERSON, ['监护人', '被监护人'], ['Guardian', 'Ward']),
  RELATIVE: kind('FAMILY', PERSON, PERSON, ['亲属', '亲属'], ['Relative', 'Relative']),
  MANAGER: kind('OTHER', PERSON, PERSON, ['上级', '下属'], ['Manager', 'Report']),
  REFERRER: kind('OTHER', ANY, ANY, ['介绍人', '被介绍的客户'], ['Referrer', 'Referred']),
  SUPPLIER: kind('OTHER', ANY, ORGANISATION, ['供应商', '采购方'], ['Supplier', 'Buyer']),
  PARTNER: kind('OTHER', ORGANISATION, ORGANISATION, ['合作伙伴', '合作伙伴'], ['Partner', 'Partner']),
} as const satisfies Readonly<Record<string, RelationshipKind>>;

/** One of {@link RELATIONSHIP_TYPES}. */
export type RelationshipType = keyof typeof RELATIONSHIP_TYPES;

// The list's own keys.
export const RELATIONSHIP_CODES = Object.keys(RELATIONSHIP_TYPES) as [RelationshipType, ...RelationshipType[]];

/** Relationships that read the same from both ends. */
export const SYMMETRIC_TYPES: readonly RelationshipType[] = RELATIONSHIP_CODES.filter((code) => {
  const { from, to } = RELATIONSHIP_TYPES[code].names.en;
  return from === to;
});

/** The relationships of a group. */
export function typesOf(group: RelationshipGroup): readonly RelationshipType[] {
  return RELATIONSHIP_CODES.filter((code) => RELATIONSHIP_TYPES[code].group === group);
}

/** Relationships that make a tree: nobody is above itself. */
export const HIERARCHY_TYPES = typesOf('HIERARCHY');

/** Whether customers of these kinds may stand at the two ends. */
export function fitsKinds(type: RelationshipType, from: string, to: string): boolean {
  const { from: fromKinds, to: toKinds }: RelationshipKind = RELATIONSHIP_TYPES[type];
  return fromKinds.some((one) => one === from) && toKinds.some((one) => one === to);
}
