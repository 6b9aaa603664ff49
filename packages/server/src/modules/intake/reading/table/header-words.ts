/** Words of headers of customer, contact and order files that seldom stand in their rows. */
const WORDS =
  /^(id|no|nr|code|name|names|title|type|status|state|date|time|email|e-?mail|mail|phone|tel|mobile|cell|fax|address|street|city|zip|postcode|country|province|district|region|company|organi[sz]ation|gender|sex|birthday|birth|dob|age|notes?|remarks?|comments?|description|amount|price|qty|quantity|total|currency|product|sku|order|invoice|customer|client|account|owner|source|tags?|created|updated|value|unit|url|website|grade|level|category|group|first|last|middle|surname|given|number|job|position|department|industry)$/i;

/** The same in Chinese, Japanese and Korean, where words are not parted: they begin or end the name of a column. */
const CJK_WORDS =
  '姓名|名称|名字|全称|简称|客户|会员|编号|编码|代码|序号|电话|手机|手机号|号码|联系人|联系方式|邮箱|邮件|地址|城市|省份|区县|国家|单位|性别|生日|出生日期|年龄|备注|说明|金额|单价|价格|数量|合计|订单|订单号|日期|时间|产品|商品|规格|来源|渠道|标签|类型|类别|状态|等级|级别|行业|职务|职位|职称|部门|证件|身份证|身份证号|微信|微信号|创建时间|更新时间|邮编|传真|网址|负责人|积分|余额|' +
  '名稱|客戶|會員|編號|代碼|電話|手機|號碼|聯絡人|信箱|縣市|國家|單位|性別|備註|說明|金額|單價|價格|數量|訂單|時間|產品|來源|標籤|類型|類別|狀態|等級|級別|行業|職稱|部門|統編|' +
  '氏名|名前|住所|番号|会社|会社名|生年月日|備考|注文|日付|顧客|担当者|部署|性別|' +
  '이름|성명|고객|고객명|주소|전화|전화번호|휴대폰|이메일|회사|회사명|성별|생년월일|비고|금액|수량|주문|날짜|등록일';
const CJK = new RegExp(`^(${CJK_WORDS})|(${CJK_WORDS})$|^(所在|工作)?公司(名称|全称|名稱|地址|电话|電話)?$`);

/** Whether a cell reads like the name of a column. */
export function isHeaderWord(cell: string): boolean {
  const value = cell.trim();
  if (value === '' || value.length > 40) return false;
  if (/^[A-Za-z][a-z0-9]*(_[a-z0-9]+)+$/.test(value)) return true;
  if (value.length <= 14 && !/[，。；！、\d]/.test(value) && CJK.test(value.replace(/[（(].*$/, ''))) return true;
  const words = value.split(/[\s_\-./()（）]+|(?<=[a-z])(?=[A-Z])/);
  return words.length <= 5 && words.some((word) => WORDS.test(word));
}
