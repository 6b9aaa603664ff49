/** Words that stand in headers of customer, contact and order files, and seldom in their rows. */
const HEADER_WORDS = [
  /^(id|no|nr|code|name|names?|title|type|status|state|date|time|email|e-?mail|mail|phone|tel|mobile|fax|address|street|city|zip|country|province|district|region|company|organi[sz]ation|gender|sex|birthday|birth|dob|age|note|notes|remark|remarks|comment|comments|description|amount|price|qty|quantity|total|currency|product|sku|order|invoice|customer|client|account|owner|source|tag|tags|created|updated|value|unit|url|website|grade|level|category|group|first|last|middle|surname|given|number|job|position|department|industry)$/i,
  /(姓名|名称|名字|客户|编号|编码|代码|序号|电话|手机|联系|邮箱|邮件|地址|城市|省份|区县|国家|公司|单位|性别|生日|出生|年龄|备注|说明|金额|单价|数量|合计|订单|日期|时间|产品|商品|规格|来源|标签|类型|状态|等级|级别|行业|职务|职位|部门|证件|身份证|微信|创建|更新|邮编|传真|网址|负责人)/,
  /(姓名|名稱|客戶|編號|電話|手機|聯絡|信箱|地址|縣市|國家|性別|備註|金額|數量|訂單|日期|時間|產品|類型|狀態|等級|職稱|部門|統編)/,
  /(氏名|名前|住所|電話|番号|会社|性別|生年月日|備考|金額|数量|注文|日付|顧客|担当|部署|이름|성명|주소|전화|휴대|이메일|회사|성별|생년월일|비고|금액|수량|주문|날짜|고객)/,
];

/** Whether a cell reads like the name of a column. */
export function isHeaderWord(cell: string): boolean {
  const value = cell.trim();
  if (value === '' || value.length > 40) return false;
  if (/^[A-Za-z][a-z0-9]*(_[a-z0-9]+)+$/.test(value)) return true;
  const words = value.split(/[\s_\-./()（）]+|(?<=[a-z])(?=[A-Z])/);
  return HEADER_WORDS.some((pattern) => pattern.test(value) || words.some((word) => pattern.test(word)));
}
