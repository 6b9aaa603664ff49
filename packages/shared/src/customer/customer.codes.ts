import { codeList } from './code-list.ts';

/** What a customer is. */
export const CUSTOMER_KINDS = codeList({ PERSON: ['个人', 'Person'], ORGANISATION: ['组织', 'Organisation'] });

/** A person's gender. */
export const GENDERS = codeList({
  MALE: ['男', 'Male'],
  FEMALE: ['女', 'Female'],
  OTHER: ['其他', 'Other'],
  UNKNOWN: ['未知', 'Unknown'],
});

/** Where a customer stands in its life with us. */
export const LIFE_CYCLE_STAGES = codeList({
  LEAD: ['线索', 'Lead'],
  PROSPECT: ['潜在客户', 'Prospect'],
  CUSTOMER: ['客户', 'Customer'],
  LOYAL: ['忠诚客户', 'Loyal customer'],
  DORMANT: ['沉睡客户', 'Dormant customer'],
  LOST: ['流失客户', 'Lost customer'],
});

/**
 * Whether a record is in use. WITHDRAWN: nothing is left of it after its import was undone. MERGED: everything of it is with
 * another customer.
 */
export const CUSTOMER_STATUSES = codeList({
  ACTIVE: ['有效', 'Active'],
  ARCHIVED: ['已归档', 'Archived'],
  WITHDRAWN: ['已撤回', 'Withdrawn'],
  MERGED: ['已合并', 'Merged'],
});

/** How much a customer matters to us, A most. */
export const CUSTOMER_GRADES = codeList({ A: ['A 级', 'A'], B: ['B 级', 'B'], C: ['C 级', 'C'], D: ['D 级', 'D'] });

/** The ways to reach a customer. */
export const CONTACT_POINT_TYPES = codeList({
  PHONE: ['电话', 'Phone'],
  EMAIL: ['电子邮箱', 'E-mail'],
  WECHAT: ['微信', 'WeChat'],
  OTHER: ['其他', 'Other'],
});

/** What a contact point is used for. */
export const CONTACT_LABELS = codeList({
  MOBILE: ['手机', 'Mobile'],
  WORK: ['工作', 'Work'],
  HOME: ['家庭', 'Home'],
  FAX: ['传真', 'Fax'],
  OTHER: ['其他', 'Other'],
});

/** What an address is used for. */
export const ADDRESS_TYPES = codeList({
  HOME: ['家庭地址', 'Home'],
  WORK: ['工作地址', 'Work'],
  REGISTERED: ['注册地址', 'Registered office'],
  BILLING: ['账单地址', 'Billing'],
  SHIPPING: ['收货地址', 'Shipping'],
  OTHER: ['其他', 'Other'],
});

/** Documents and memberships that identify a customer. */
export const IDENTIFIER_TYPES = codeList({
  RESIDENT_ID: ['居民身份证', 'Resident identity card'],
  CREDIT_CODE: ['统一社会信用代码', 'Unified social credit code'],
  PASSPORT: ['护照', 'Passport'],
  MEMBER_ID: ['会员号', 'Member number'],
  TAX_ID: ['纳税人识别号', 'Tax number'],
  OTHER: ['其他', 'Other'],
});

/** Sections of the Chinese industry classification (GB/T 4754-2017). */
export const INDUSTRIES = codeList({
  A: ['农、林、牧、渔业', 'Agriculture, forestry, animal husbandry and fishery'],
  B: ['采矿业', 'Mining'],
  C: ['制造业', 'Manufacturing'],
  D: ['电力、热力、燃气及水生产和供应业', 'Electricity, heat, gas and water supply'],
  E: ['建筑业', 'Construction'],
  F: ['批发和零售业', 'Wholesale and retail trade'],
  G: ['交通运输、仓储和邮政业', 'Transport, storage and post'],
  H: ['住宿和餐饮业', 'Hotels and catering'],
  I: ['信息传输、软件和信息技术服务业', 'Information transmission, software and IT services'],
  J: ['金融业', 'Finance'],
  K: ['房地产业', 'Real estate'],
  L: ['租赁和商务服务业', 'Leasing and business services'],
  M: ['科学研究和技术服务业', 'Scientific research and technical services'],
  N: ['水利、环境和公共设施管理业', 'Water, environment and public facilities'],
  O: ['居民服务、修理和其他服务业', 'Household services, repair and other services'],
  P: ['教育', 'Education'],
  Q: ['卫生和社会工作', 'Health and social work'],
  R: ['文化、体育和娱乐业', 'Culture, sports and entertainment'],
  S: ['公共管理、社会保障和社会组织', 'Public administration, social security and social organisations'],
  T: ['国际组织', 'International organisations'],
});

/** Bands of an organisation's number of employees. */
export const ORGANISATION_SIZES = codeList({
  S1_9: ['1–9 人', '1–9 employees'],
  S10_49: ['10–49 人', '10–49 employees'],
  S50_249: ['50–249 人', '50–249 employees'],
  S250_999: ['250–999 人', '250–999 employees'],
  S1000_4999: ['1000–4999 人', '1,000–4,999 employees'],
  S5000: ['5000 人以上', '5,000 employees or more'],
});

/** One of {@link CUSTOMER_KINDS}. */
export type CustomerKind = (typeof CUSTOMER_KINDS)['codes'][number];
/** One of {@link LIFE_CYCLE_STAGES}. */
export type LifeCycleStage = (typeof LIFE_CYCLE_STAGES)['codes'][number];
/** One of {@link CUSTOMER_STATUSES}. */
export type CustomerStatus = (typeof CUSTOMER_STATUSES)['codes'][number];
/** One of {@link CUSTOMER_GRADES}. */
export type CustomerGrade = (typeof CUSTOMER_GRADES)['codes'][number];
/** One of {@link CONTACT_POINT_TYPES}. */
export type ContactPointType = (typeof CONTACT_POINT_TYPES)['codes'][number];
/** One of {@link CONTACT_LABELS}. */
export type ContactLabel = (typeof CONTACT_LABELS)['codes'][number];
/** One of {@link ADDRESS_TYPES}. */
export type AddressType = (typeof ADDRESS_TYPES)['codes'][number];
/** One of {@link IDENTIFIER_TYPES}. */
export type IdentifierType = (typeof IDENTIFIER_TYPES)['codes'][number];
/** One of {@link INDUSTRIES}. */
export type Industry = (typeof INDUSTRIES)['codes'][number];
/** One of {@link ORGANISATION_SIZES}. */
export type OrganisationSize = (typeof ORGANISATION_SIZES)['codes'][number];
