import { FIELD_LABELS } from '@dossier/shared/facts';
// What is a field of a customer is called as everywhere else.
const { OWNER: _owner, IDENTIFIER: _identifier, ...fields } = FIELD_LABELS['zh-CN'];

/** What a column can mean, in Chinese. */
export const targetLabels = {
  ...fields,
  IGNORE: '不导入',
  OTHER_DATA: '其他数据（原样保留）',
  CUSTOMER_NUMBER: '客户号',
  EXTERNAL_ID: '来源中的编号',
  NAME: '姓名或名称',
  MOBILE: '手机',
  WORK_PHONE: '单位电话',
  HOME_PHONE: '住宅电话',
  FAX: '传真',
  CONTACT_NAME: '联系人姓名',
  CONTACT_TITLE: '联系人职务',
  ADDRESS: '完整地址',
  ADDRESS_LINE: '街道门牌',
  POSTAL_CODE: '邮政编码',
  RESIDENT_ID: '居民身份证号',
  CREDIT_CODE: '统一社会信用代码',
  PASSPORT: '护照号',
  MEMBER_ID: '会员号',
  TAX_ID: '税号',
  CREATED_AT: '建档时间',
  ORDER_NUMBER: '订单号',
  ORDER_TIME: '下单时间',
  ORDER_STATUS: '订单状态',
  LINE_NUMBER: '订单行号',
  PRODUCT_CODE: '商品编码',
  PRODUCT_NAME: '商品名称',
  QUANTITY: '数量',
  UNIT_PRICE: '单价',
  AMOUNT: '金额',
  CURRENCY: '币种',
} as const;
