import { describe, expect, it } from 'vitest';
import { suggestMapping } from './suggest-mapping.ts';
import type { ImportKind } from './target-field.ts';

function targetsOf(columns: readonly string[], kind: ImportKind): string[] {
  return suggestMapping({ columns, hasHeader: true, rows: [], phoneRegion: 'CN', kind }).mapping.map(
    ({ target }) => target,
  );
}

/**
 * What each header is by itself in a file of customers, by target, parted by `|`. `OTHER_DATA` are headers that must not be
 * guessed at: our shops, departments and people; other people; other places, dates and states; numbers of other things.
 */
const CUSTOMERS: Readonly<Record<string, string>> = {
  CUSTOMER_NUMBER: '客户号|客户号码|Customer number|customer_no',
  EXTERNAL_ID:
    '客户编号|客户ID|会员ID|用户编号|粉丝ID|客戶編號|Customer ID|Record Id|Record ID - Contact|Record ID - Company|' +
    'ContactId|Lead ID|user_id',
  KIND: '客户类型|客户性质|Customer Type|Account Type',
  NAME:
    '姓名|姓名（必填）|*姓名|真实姓名|会员姓名|客户名称|客户姓名|姓名/名称|公司名称|企业全称|买家姓名|收货人|学员姓名|Full Name|Name|Customer Name|' +
    'Account Name|Company name|Lead Name',
  FAMILY_NAME: '姓|姓氏|Last Name|LastName|Surname|family_name',
  GIVEN_NAME: '名|First Name|FirstName|given_name',
  GENDER: '性别|客户性别|会员性别|Gender|sex',
  BIRTH_DATE: '生日|出生日期|会员生日|客户生日|Date of Birth|Birthdate|Birthday|DOB',
  JOB_TITLE: '职务|职位|岗位|客户职务|Job Title|Title|position',
  INDUSTRY: '行业|所属行业|客户行业|Industry|vertical',
  SIZE: '公司规模|员工人数|人员规模|No. of Employees|Number of Employees|Employees|Company size',
  NOTE: '备注|客户备注|备注信息|描述|Description|Notes|Comments|Note',
  STAGE: '客户阶段|生命周期|客户状态|跟进状态|Lifecycle Stage|lifecycle_status',
  GRADE: '等级|分级|客户级别|会员等级|客户分级|tier|Customer grade|VIP等级',
  TAGS: '标签|客户标签|会员标签|Tags|Tag',
  MOBILE:
    '手机|手机号|手机号码（必填）|移动电话|联系人手机|联系手机号|收货人手机号|备用手机|手机2|注册手机号|绑定手机|Mobile|MobilePhone|' +
    'Mobile Phone Number|cell',
  PHONE:
    '电话|联系电话|联系方式|联系人电话|其他电话|电话1|Phone|Phone Number|Telephone|Other Phone|Default Address Phone',
  WORK_PHONE: '座机|公司电话|办公电话|固定电话|Work Phone|Business Phone|Office phone',
  HOME_PHONE: '家庭电话|Home Phone',
  FAX: '传真|公司传真|Fax|Business Fax',
  EMAIL:
    '邮箱|电子邮箱|邮件|工作邮箱|联系人邮箱|注册邮箱|Email|E-mail|E-mail Address|Primary Email|Secondary Email|Work Email|' +
    'preferred e-mail address',
  WECHAT: '微信|微信号|联系人微信|WeChat|WeChat ID',
  OTHER_CONTACT: 'QQ|QQ号|联系QQ|Skype ID|LinkedIn',
  ADDRESS:
    '地址|联系地址|详细地址|公司地址|单位地址|收货地址|详细收货地址|默认地址|家庭住址|Address|Mailing Address|Billing Address',
  ADDRESS_LINE: '街道|Street|Street Address|Mailing Street|BillingStreet|Address 1|Default Address Address1',
  COUNTRY: '国家|国家/地区|国籍|Country|Country/Region|Mailing Country|Default Address Country Code',
  PROVINCE:
    '省|省份|所在省份|收货人省份|Province|State|State/Region|Billing State/Province|MailingStateCode|' +
    'Default Address Province Code',
  CITY: '市|城市|所在城市|收货城市|注册城市|City|Mailing City|Default Address City',
  DISTRICT: '区|区县|所在区县|District',
  POSTAL_CODE: '邮编|邮政编码|Zip|Zip Code|Postal Code|Mailing Zip/Postal Code|Default Address Zip',
  RESIDENT_ID: '身份证|身份证号|身份证号码|客户身份证号|证件号码',
  CREDIT_CODE: '统一社会信用代码|社会信用代码|营业执照号|USCC',
  PASSPORT: '护照号|Passport Number',
  MEMBER_ID: '会员号|会员卡号|会员编号|Member ID|Loyalty Number',
  TAX_ID: '税号|纳税人识别号|VAT Number|Tax ID',
  CREATED_AT: '创建时间|注册时间|入会时间|客户创建时间|Created Time|Create Date|CreatedDate|Created At|Date Added',
  OTHER_DATA:
    '门店|所属门店|开卡门店|注册门店|归属门店|店铺|机构|所属部门|归属部门|负责人主属部门|Store|Branch|Department|负责人|负责人姓名|客户经理|业务员|业务员电话|' +
    '导购姓名|客服姓名|员工姓名|员工编号|创建人|创建人姓名|最后修改人|跟进人|经办人|Contact owner|Account Owner|Created By|Modified By|' +
    'Sales Rep Email|Assistant Phone|Asst. Phone|Reports To|紧急联系人电话|推荐人手机|推荐人姓名|母亲姓名|母亲电话|配偶姓名|监护人姓名|' +
    '法人姓名|法人电话|法人身份证号|法定代表人|Parent Email|Emergency Contact Phone|Spouse Name|Manager email|门店地址|门店电话|' +
    '仓库地址|IP地址|MAC地址|网站地址|手机归属地|身份证地址|销售区域|区域|大区|区号|Region|Time Zone|最后跟进时间|最后登录时间|最近消费时间|下次回访时间|' +
    '成立日期|更新时间|Last Activity Date|Last Modified Date|Close Date|锁定状态|生命状态|成交状态|会员卡状态|邮箱状态|' +
    'Lead Status|Email Opt Out|Accepts Email Marketing|序号|No.|会员卡名称|微信昵称|昵称|微信openid|unionid|登录名|' +
    'Username|银行卡号|卡号|Card number|开户名称|合同编号|产品名称|商品名称|订单备注|发票类型|证件类型|业务类型|类型|Type|信用等级|风险等级|Rating|' +
    'SIC Code|Parent Account|Vendor Name|Ticker Symbol|Annual Revenue|注册资本|累计消费金额|积分|来源|线索来源|' +
    'Lead Source|Website URL|Total Spent|Salutation|称谓',
};

const PURCHASES: Readonly<Record<string, string>> = {
  ORDER_NUMBER: '订单号|订单编号|销售单号|小票号|Order ID|InvoiceNo|Sales Order Number|transaction_id',
  ORDER_TIME: '下单时间|订单创建时间|交易时间|制单日期|买家付款时间|Order Date|InvoiceDate|Paid at|Posting Date|日期',
  ORDER_STATUS: '订单状态|交易状态|Order Status|Financial Status|Fulfillment Status',
  LINE_NUMBER: '行号|子订单编号|Line Number|order_item_id',
  PRODUCT_CODE: '商品编码|货号|规格编码|SKU|StockCode|Lineitem sku|Product Code',
  PRODUCT_NAME: '商品名称|宝贝标题|品名|Lineitem name|Product|Description',
  QUANTITY: '数量|商品数量|购买数量|Quantity|Qty|Lineitem quantity',
  UNIT_PRICE: '单价|商品单价|Unit Price|UnitPrice|Lineitem price',
  AMOUNT: '金额|实付金额|订单实付金额|Amount|Line Total|Net sales',
  CURRENCY: '币种|Currency',
  NAME: '买家姓名|收货人姓名|Billing Name',
  MOBILE: '收货人手机号|买家手机',
  EXTERNAL_ID: 'CustomerID|买家会员名|客户编号',
  OTHER_DATA:
    '发货时间|运费|优惠金额|快递单号|物流公司|归属店铺|门店|操作员|Row Number|Payment Method|Discount Code|Vendor|Location',
};

const tableOf = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).flatMap(([target, names]) => names.split('|').map((name) => [name, target] as const));

describe('the header of a customer file', () => {
  it.each(tableOf(CUSTOMERS))('%s is %s', (header, target) => {
    expect(targetsOf([header], 'CUSTOMERS')).toEqual([target]);
  });

  it.each([
    ['门店', 'OTHER_DATA'],
    ['门店名称', 'OTHER_DATA'],
    ['店铺', 'OTHER_DATA'],
    ['机构', 'OTHER_DATA'],
    ['Store name', 'OTHER_DATA'],
    ['联系人', 'OTHER_DATA'],
    ['Account ID', 'OTHER_DATA'],
    ['公司', 'EMPLOYER'],
    ['工作单位', 'EMPLOYER'],
    ['Default Address Company', 'EMPLOYER'],
  ])('%s beside a person’s name is %s', (header, target) => {
    expect(targetsOf([header, '姓名', '手机'], 'CUSTOMERS')[0]).toBe(target);
  });
});

describe('the header of a purchase file', () => {
  it.each(tableOf(PURCHASES))('%s is %s', (header, target) => {
    expect(targetsOf([header], 'PURCHASES')).toEqual([target]);
  });
});
