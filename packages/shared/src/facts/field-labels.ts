import type { Locale } from '../error/index.ts';
import type { CustomerField } from './customer-field.ts';

const chinese: Readonly<Record<CustomerField, string>> = {
  NAME: '名称',
  KIND: '客户类型',
  FAMILY_NAME: '姓',
  GIVEN_NAME: '名',
  GENDER: '性别',
  BIRTH_DATE: '出生日期',
  EMPLOYER: '工作单位',
  JOB_TITLE: '职务',
  INDUSTRY: '行业',
  SIZE: '规模',
  NOTE: '备注',
  STAGE: '生命周期',
  GRADE: '分级',
  OWNER: '负责人',
  COUNTRY: '国家或地区',
  PROVINCE: '省份',
  CITY: '城市',
  DISTRICT: '区县',
  PHONE: '电话',
  EMAIL: '邮箱',
  WECHAT: '微信',
  OTHER_CONTACT: '其他联系方式',
  ADDRESS: '地址',
  IDENTIFIER: '证件',
  TAGS: '标签',
};

const english: Readonly<Record<CustomerField, string>> = {
  NAME: 'Name',
  KIND: 'Kind',
  FAMILY_NAME: 'Family name',
  GIVEN_NAME: 'Given name',
  GENDER: 'Gender',
  BIRTH_DATE: 'Birth date',
  EMPLOYER: 'Employer',
  JOB_TITLE: 'Job title',
  INDUSTRY: 'Industry',
  SIZE: 'Size',
  NOTE: 'Note',
  STAGE: 'Life cycle',
  GRADE: 'Grade',
  OWNER: 'Owner',
  COUNTRY: 'Country or region',
  PROVINCE: 'Province',
  CITY: 'City',
  DISTRICT: 'District',
  PHONE: 'Phone',
  EMAIL: 'E-mail',
  WECHAT: 'WeChat',
  OTHER_CONTACT: 'Other contact',
  ADDRESS: 'Address',
  IDENTIFIER: 'Identifier',
  TAGS: 'Tags',
};

/** What people call each field, by language: the same words in the console, in exported tables and in mappings. */
export const FIELD_LABELS: Readonly<Record<Locale, Readonly<Record<CustomerField, string>>>> = {
  'zh-CN': chinese,
  en: english,
};
