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
const ENDING = 0.6;
const SHORTEST_ENDING = 2;
const SHORTEST_LATIN_ENDING = 4;

/** Words that say whose value it is, or which of several, but not what. */
const WHOSE =
  /^(?:客户|会员|用户|顾客|买家|卖家|联系人|收货人|收件人|主要|首要|常用|备用|本人|个人|公司|企业|单位|您的|客戶|會員|聯絡人)+/;
const WHICH = /(?:信息|资料|内容|[\d一二三四五]|号码|号|名称|栏|列)+$/;
const SMALL_WORDS = new Set(
  'customer client member user account contact buyer primary main the your billing shipping other secondary preferred current of 1 2 3 4 person personal company business c cust bill ship to'.split(
    ' ',
  ),
);

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
  const stripped = roles.get(withoutOwner(column));
  if (stripped) return { role: stripped, confidence: STRIPPED, reason: 'HEADER' };
  const ending = roleOfEnding(column, whole, roles);
  return ending && { role: ending, confidence: ENDING, reason: 'HEADER_PART' };
}

function withoutOwner(column: string): string {
  const words = headerWords(column).filter((word) => !SMALL_WORDS.has(word));
  return words.join('').replace(WHOSE, '').replace(WHICH, '');
}

/** 紧急联系手机号 ends in 手机号; `preferred e-mail address` in `email address`. */
function roleOfEnding(column: string, whole: string, roles: ReadonlyMap<string, HeaderRole>): HeaderRole | undefined {
  const words = headerWords(column);
  for (let from = 1; from < words.length; from++) {
    const ending = words.slice(from).join('');
    if (ending.length >= SHORTEST_LATIN_ENDING || /\p{Script=Han}{2}/u.test(ending)) {
      const role = roles.get(ending);
      if (role) return role;
    }
  }
  if (!/\p{Script=Han}/u.test(whole)) return undefined;
  for (let from = 1; whole.length - from >= SHORTEST_ENDING; from++) {
    const role = roles.get(whole.slice(from));
    if (role) return role;
  }
  return undefined;
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
