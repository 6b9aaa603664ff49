import { CUSTOMER_HEADERS, type HeaderRole } from './customer-headers.ts';
import { headerWords, normaliseHeader } from './normalise-header.ts';
import { PURCHASE_HEADERS } from './purchase-headers.ts';
import type { ImportKind, MappingReason } from './target-field.ts';

/** What a header says and how surely. */
export interface RecognisedHeader {
  readonly role: HeaderRole;
  readonly confidence: number;
  readonly reason: MappingReason;
}

const CERTAIN = 0.95;
const STRIPPED = 0.8;

/**
 * Words before a header that say whose value it is, or which of several, and change nothing else: 联系人手机, 备用邮箱. Words
 * for anybody or anything else are not among them: 母亲电话, 门店地址, 最后登录时间 and `Manager email` are not the customer's, and a
 * wrong suggestion is worse than none.
 */
const WHOSE =
  /^(?:客户|会员|用户|顾客|买家|联系人|收货人?|收件人?|下单人|购买人|报名人|客人|学员|患者|车主|业主|粉丝|主要|首要|常用|备用|默认|其他|其它|第[一二三]|现|目前|当前|本人|个人|公司|企业|单位|您的|联系|通讯|居住|常住|所在|工作|办公|绑定|注册|登记|预留|邮寄|客戶|會員|聯絡人|聯絡)+/;
/** Words behind a header that change nothing: 手机信息, 电话2. */
const WHICH = /(?:信息|资料|内容|[\d一二三四五]|栏|列)+$/;
/** 手机号, 邮箱号码; but 区号 is no 区. */
const NUMBER_OF = /(?<=\p{Script=Han}{2})(?:号码|号)$/u;
const SMALL_WORDS = new Set(
  'customer client member user account contact buyer lead guest patient student subscriber attendee primary main the your billing shipping mailing default home work other secondary alternate alternative additional preferred current of 1 2 3 4 c1 c2 c3 person personal company business c cust bill ship to'.split(
    ' ',
  ),
);
/** A name is not found behind other words: 会员名 is no given name. */
const SHORTEST_CHINESE = 2;
const PLACES: ReadonlySet<string> = new Set(['省', '市', '区', '县']);

const customerRoles = indexOf(CUSTOMER_HEADERS);
// In a purchase file a title is a product's and a description too; all other words mean what they mean elsewhere.
const purchaseRoles = new Map([...customerRoles, ...indexOf(PURCHASE_HEADERS)]);

function indexOf(headers: Readonly<Partial<Record<HeaderRole, string>>>): Map<string, HeaderRole> {
  const index = new Map<string, HeaderRole>();
  for (const [role, synonyms] of Object.entries(headers)) {
    // Object.entries forgets the type of the keys.
    for (const synonym of synonyms.split('|')) index.set(normaliseHeader(synonym), role as HeaderRole);
  }
  return index;
}

/** What a header says in a file of this kind; undefined when it says nothing known. */
export function recogniseHeader(column: string, kind: ImportKind): RecognisedHeader | undefined {
  const roles = kind === 'PURCHASES' ? purchaseRoles : customerRoles;
  const whole = normaliseHeader(column);
  const exact = roles.get(whole);
  if (exact) return { role: exact, confidence: CERTAIN, reason: 'HEADER' };
  const stripped = readings(column)
    .map((reading) => roles.get(reading))
    .find((role) => role !== undefined);
  // 注册门店 is where a customer signed up.
  if (stripped === undefined || stripped === 'UNIT') return undefined;
  return { role: stripped, confidence: STRIPPED, reason: 'HEADER_PART' };
}

/** What is left of a header without the words that change nothing, the longest first. */
function readings(column: string): string[] {
  const all = headerWords(column);
  // Shops write `Default Address City` for the city.
  const own = all.length > 2 && all[0] === 'default' && all[1] === 'address' ? all.slice(2) : all;
  const words = own.filter((word) => !SMALL_WORDS.has(word));
  const whole = words.join('');
  const plain = whole.replace(WHICH, '');
  const inner = plain.replace(WHOSE, '');
  return [own.join(''), whole, plain, inner, plain.replace(NUMBER_OF, ''), inner.replace(NUMBER_OF, '')].filter(
    (text) => !/\p{Script=Han}/u.test(text) || text.length >= SHORTEST_CHINESE || PLACES.has(text),
  );
}

const LINE_SIGNS: ReadonlySet<HeaderRole> = new Set<HeaderRole>([
  'PRODUCT_CODE',
  'PRODUCT_NAME',
  'QUANTITY',
  'UNIT_PRICE',
]);

/** Whether the headers are those of purchase lines or of customers. */
export function recogniseKind(columns: readonly string[]): ImportKind {
  const roles = new Set(columns.flatMap((column) => recogniseHeader(column, 'PURCHASES')?.role ?? []));
  const lineSigns = [...LINE_SIGNS].filter((role) => roles.has(role)).length;
  if (roles.has('ORDER_NUMBER') && (lineSigns > 0 || roles.has('AMOUNT') || roles.has('ORDER_TIME')))
    return 'PURCHASES';
  if (roles.has('ORDER_TIME') && (lineSigns > 0 || roles.has('AMOUNT'))) return 'PURCHASES';
  if (roles.has('QUANTITY') && (roles.has('UNIT_PRICE') || roles.has('AMOUNT'))) return 'PURCHASES';
  return 'CUSTOMERS';
}
