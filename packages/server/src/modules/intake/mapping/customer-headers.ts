import type { TargetField } from './target-field.ts';

/**
 * What a header says before its context is known: a company is the customer itself or the employer, a title the person's
 * or the contact's, an id or a date whatever the file is about.
 */
export type HeaderRole =
  | TargetField
  | 'ANY_NAME'
  | 'PERSON_NAME'
  | 'COMPANY'
  | 'UNIT'
  | 'CONTACT'
  | 'ANY_TITLE'
  | 'ANY_ID'
  | 'ACCOUNT_ID'
  | 'ANY_DATE'
  | 'ANY_STATUS';

/** Headers of customer files, in Chinese (both scripts) and English, by what they say; a `|` parts synonyms. */
export const CUSTOMER_HEADERS: Readonly<Partial<Record<HeaderRole, string>>> = {
  CUSTOMER_NUMBER: '客户号|客户号码|customer number|customer no|customer nr|client number',
  EXTERNAL_ID:
    '客户编号|客户代码|客户id|客户编码|会员id|用户id|用户编号|外部编号|外部id|原系统编号|系统编号|档案号|客戶編號|customer id|client id|user id|contact id|lead id|person id|external id|external key|record id|source id|customer code|client code|uid|userid|cust id|custid|customer key|buyer id|买家id|买家会员名|会员uid|粉丝id|external reference|record id contact|record id company|record number|customer uuid|subscriber id|guest id|patient id|student id|学号|病历号',
  ACCOUNT_ID: 'account id|account number|account no',
  ANY_ID: 'id|编号|編號|代码|编码|number|key|code|识别号',
  KIND: '客户类型|客户性质|客户种类|客戶類型|customer type|account type|entity type|kind|client type|个人/企业|对公对私|客户属性',
  PERSON_NAME:
    '姓名|姓氏名字|真实姓名|客户姓名|会员姓名|用户姓名|个人姓名|人名|full name|person name|contact full name|display name|氏名|성명|学生姓名|患者姓名|车主姓名|业主姓名|姓名全称',
  ANY_NAME:
    '客户名称|客户名|客户|名称|名字|客户全称|客户简称|会员名称|会员|用户|顾客|顾客姓名|顾客名称|买家|买家姓名|收货人|收件人|收货人姓名|客戶|客戶名稱|客戶姓名|name|customer name|customer|client name|client|account|buyer|buyer name|member name|recipient|ship to name|billing name|姓名/名称|姓名或名称|客户姓名/名称|name or company',
  FAMILY_NAME:
    '姓|姓氏|last name|lastname|surname|family name|last|lname|surnames|second surname|apellido|apellidos|familienname|nachname',
  GIVEN_NAME:
    '名|first name|firstname|given name|forename|first|vorname|fname|forenames|given names|middle name|middle names|second name|中间名',
  COMPANY:
    '公司|公司名称|公司名|公司全称|企业|企业名称|企业全称|单位全称|企业名|单位|单位名称|工作单位|所在单位|所属公司|所属单位|任职公司|任职单位|就职公司|雇主|公司名稱|單位|company|company name|organisation|organization|organisation name|organization name|account name|employer|business name|business|firm|firm name|org|workplace|legal name|会社|会社名|客户单位|客户公司|联系人公司|联系人单位|就职单位|工作公司|associated company',
  UNIT: '门店|门店名称|店铺|店铺名称|店名|分店|分店名称|商户|商户名称|商家|商家名称|机构|机构名称|组织|组织名称|网点|shop|shop name|store|store name|branch|branch name|merchant|merchant name|outlet|site|site name|school|school name|facility|facility name|provider|provider name|practice|practice name|venue|venue name|restaurant|restaurant name|hotel|hotel name|学校|学校名称|医院|医院名称|场所名称',
  CONTACT:
    '联系人|联系人姓名|联络人|主要联系人|首要联系人|公司联系人|业务联系人|对接人|联系人名称|聯絡人|聯繫人|contact|contact name|contact person|primary contact|main contact|attention|attn|point of contact|担当|担当者',
  CONTACT_TITLE: '联系人职务|联系人职位|contact title|contact job title|contact position',
  ANY_TITLE: '职务|职位|职称|岗位|头衔|担任职务|職稱|職務|title|job title|position|role|job|designation|job role|役職',
  GENDER: '性别|性別|gender|sex|男女|성별',
  BIRTH_DATE:
    '生日|出生日期|出生年月|出生年月日|出生|生辰|birthday|birth date|date of birth|birthdate|dob|born|生年月日|생년월일|geburtsdatum',
  BIRTH_YEAR: '出生年|出生年份|birth year|year of birth|yob|dob year|by',
  BIRTH_MONTH: '出生月|出生月份|birth month|month of birth|dob month|bm',
  BIRTH_DAY: '出生日|day of birth|dob day|bd',
  EMPLOYER: '任职企业|current employer|employer name|current company',
  INDUSTRY:
    '行业|所属行业|所在行业|行业类别|行業|产业|industry|vertical|sector|行业分类|所处行业|客户行业|从事行业|行业名称',
  SIZE: '规模|公司规模|企业规模|人员规模|员工人数|员工数|employee count|headcount|size|company size|employees|number of employees|no of employees|员工规模|单位规模',
  NOTE: '备注|備註|说明|备注信息|附注|描述|留言|客户描述|note|notes|comment|comments|remark|remarks|description|memo|customer note|备注说明|備考',
  STAGE:
    '阶段|客户阶段|生命周期|生命周期阶段|客户状态|跟进状态|销售阶段|lifecycle stage|lifecycle status|life cycle stage|life cycle|lifecycle|stage|customer stage|lead stage|customer status|生命周期状态|客户生命周期|所处阶段',
  ANY_STATUS: '状态|狀態|status',
  GRADE:
    '等级|级别|客户等级|客户级别|会员等级|会员级别|等級|星级|grade|level|tier|customer grade|customer level|member level|sla|sla tier|membership level|vip等级|分级|客户分级|会员等级名称|等级名称',
  TAGS: '标签|客户标签|標籤|分组|客户分组|用户标签|tag|tags|labels|label|group|groups|segments|会员标签|标签名称|粉丝标签',
  MOBILE:
    '手机|手机号|手机号码|移动电话|手机电话|联系手机|手机1|手机2|本人手机|客户手机|会员手机|收货人手机|联系人手机|手機|手機號碼|行動電話|mobile|mobile phone|mobile number|mobile phone number|cell|cell phone|cellphone|mobile no|handphone|携帯|携帯電話|휴대폰|手机号1|手机号2|联系人手机号|收货人手机号|联系手机号|mobile phone no|sms phone number',
  PHONE:
    '电话|电话号码|联系电话|联系方式|联系号码|联系人电话|客户电话|电话1|电话2|收货人电话|收货电话|買家電話|電話|聯絡電話|phone|phone number|telephone|telephone number|tel|contact number|contact phone|phone no|tel no|primary phone|phone 1|phone 2|other phone|전화|전화번호|默认电话|收货人联系电话|primary phone number',
  WORK_PHONE:
    '座机|办公电话|公司电话|单位电话|固定电话|固话|总机|工作电话|企业电话|work phone|office phone|business phone|company phone|landline|direct phone|work telephone',
  HOME_PHONE: '家庭电话|住宅电话|家里电话|宅电|home phone|home telephone|home tel',
  FAX: '传真|传真号|传真号码|傳真|fax|fax number|facsimile|business fax',
  EMAIL:
    '邮箱|电子邮箱|电子邮件|邮件|邮箱地址|邮件地址|电子邮件地址|联系邮箱|工作邮箱|个人邮箱|信箱|電子郵件|email|e mail|email address|mail|mail address|primary email|work email|personal email|contact email|business email|email 1|email 2|email1|email2|e mail address|이메일|电邮|e-mail 1|email id|电子信箱|邮箱号',
  WECHAT: '微信|微信号|微信号码|微信id|wechat|wechat id|weixin|wx',
  OTHER_CONTACT:
    'qq|qq号|qq号码|其他联系方式|其它联系方式|其他联系|微博|钉钉|企业微信|抖音号|旺旺|whatsapp|telegram|skype|line id|other contact|linkedin|linkedin url|twitter|skype id|qq号码|联系qq',
  ADDRESS:
    '地址|联系地址|通讯地址|详细地址|家庭地址|家庭住址|住址|公司地址|单位地址|办公地址|收货地址|收件地址|邮寄地址|注册地址|经营地址|现住址|户籍地址|居住地址|联系人地址|完整地址|通訊地址|聯絡地址|address|full address|mailing address|postal address|home address|company address|shipping address|billing address|delivery address|住所|주소|收货详细地址|详细收货地址|收货人地址|默认地址|家庭详细地址|居住详细地址|默认收货地址',
  ADDRESS_LINE:
    'house number|house no|street number|street no|building number|building|address 2|address2|address line 2|street 2|address line2|street name|address 3|address line 3|suite|apartment|unit number|flat|楼栋|房号|街道|街道地址|门牌号|详址|street|street address|address line|address line 1|address 1|address1|street 1|line 1|街道门牌|mailing street|billing street|shipping street|address street',
  COUNTRY:
    '国家|国籍|国家地区|国家或地区|国家和地区|国别|國家|country|country region|country or region|country code|country name|nation|nationality|land|pays|국가',
  PROVINCE:
    '省|省份|所在省|所在省份|所属省份|省市|省自治区|省直辖市|province|state|state region|state province|county|prefecture|bundesland|都道府県|省份名称|收货人省份|收货省份|收货省|province code|state code|state name',
  CITY: '市|城市|所在城市|所在市|地市|地级市|所属城市|城市名称|縣市|city|town|suburb|locality|city town|市区町村|收货人城市|收货城市|收货市|city name',
  DISTRICT:
    '区|区县|县|县区|县市区|所在区|所在区县|所属区县|行政区|鄉鎮市區|district|borough|district county|区县名称|收货区县|收货人区县|收货区',
  POSTAL_CODE:
    '邮编|邮政编码|郵遞區號|邮码|zip|zip code|zipcode|postal code|postcode|postal|post code|plz|郵便番号|우편번호|zip postal code|postal zip code|postal code zip|邮政编号',
  RESIDENT_ID:
    '身份证|身份证号|身份证号码|居民身份证|居民身份证号|公民身份号码|证件号码|证件号|身份證號|id card|id card number|resident id|identity number|identity card|national id|citizen id|身份证件号|身份证件号码|身份证编号',
  CREDIT_CODE:
    '统一社会信用代码|社会信用代码|信用代码|统一信用代码|统一社会信用代码号|营业执照号|营业执照号码|营业执照|統一社會信用代碼|unified social credit code|social credit code|uscc|credit code|business license no|统一社会信用代码证号|企业信用代码',
  PASSPORT: '护照|护照号|护照号码|護照號碼|passport|passport number|passport no',
  MEMBER_ID:
    '会员号|会员卡号|会员编号|会员卡|會員編號|member id|member number|membership number|member no|loyalty number|membership id|loyalty id|会员卡编号|loyalty card number',
  TAX_ID:
    '税号|纳税人识别号|纳税识别号|税务登记号|统一编号|統一編號|統編|tax id|tax number|vat|vat id|vat number|tin|ein|tax no',
  OTHER_ID:
    'ssn|social security|social security number|social security no|soc sec id|soc sec|socsecid|social insurance number|national insurance number|nino|nhs number|driver license|driver licence|driving licence|license number|licence number|社保号|社保卡号|社会保障号|社会保障卡号|医保卡号|驾驶证号|驾照号|军官证号|港澳通行证|港澳通行证号|台胞证号',
  CREATED_AT:
    '创建时间|创建日期|建档日期|建档时间|注册时间|注册日期|登记日期|登记时间|录入时间|录入日期|添加时间|开户日期|入会日期|入会时间|建立日期|建立時間|created|created at|create date|created date|date created|create time|creation date|registered at|registration date|signup date|sign up date|joined|join date|member since|created time|createdate|date added|added at|signed up|customer since|首次入会时间|成为会员时间|成为会员日期|客户创建日期',
  ANY_DATE: '日期|时间|時間|date|time|datetime|timestamp|day',
  OTHER_DATA:
    '来源|客户来源|来源渠道|渠道|负责人|业务员|销售|客户经理|跟进人|所属人|部门|科室|网站|网址|官网|主页|website|web site|url|web|homepage|source|lead source|channel|owner|contact owner|account owner|lead status|department|年龄|age|婚姻状况|学历|民族|籍贯',
};
