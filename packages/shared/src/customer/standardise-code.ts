import {
  EMPTY,
  foldName,
  invalid,
  isFiller,
  ok,
  standardiseNumber,
  toHalfWidth,
  type Standardised,
} from '../standardise/index.ts';
import type { CodeList } from './code-list.ts';
import { LIFE_CYCLE_STAGES, ORGANISATION_SIZES, type LifeCycleStage, type OrganisationSize } from './customer.codes.ts';

/** Other systems' words for a list's codes, folded. */
type Aliases<Code extends string> = Readonly<Partial<Record<Code, readonly string[]>>>;

/** A code from itself or from its label in either language (case, width and punctuation do not matter), or from an alias. */
export function standardiseCode<Code extends string>(
  list: CodeList<Code>,
  raw: string,
  aliases?: Aliases<Code>,
): Standardised<Code> {
  const text = toHalfWidth(raw);
  if (isFiller(text)) return EMPTY;
  const folded = foldName(text);
  const found = list.items.find(({ code, label }) => {
    if (foldName(code) === folded || foldName(label['zh-CN']) === folded || foldName(label.en) === folded) return true;
    return aliases?.[code]?.includes(folded) ?? false;
  });
  return found ? ok(found.code) : invalid('CODE_UNKNOWN');
}

/** Words of other customer systems, and of people, for the stages. */
const STAGE_ALIASES: Aliases<LifeCycleStage> = {
  LEAD: ['subscriber', 'new', 'raw lead', '线索客户', '潜客', '新线索'],
  PROSPECT: [
    'marketing qualified lead',
    'sales qualified lead',
    'mql',
    'sql',
    'opportunity',
    'qualified',
    '意向客户',
    '商机',
    '商机客户',
    '目标客户',
  ],
  CUSTOMER: ['client', 'active', 'closed won', '成交客户', '正式客户', '已成交', '老客户', '新客户'],
  LOYAL: ['evangelist', 'vip', 'advocate', 'repeat customer', '重要客户', '核心客户', '会员'],
  DORMANT: ['inactive', 'sleeping', '休眠客户', '休眠', '沉睡'],
  LOST: ['churned', 'former customer', 'closed lost', 'disqualified', '流失', '已流失'],
};

/** A life-cycle stage, also from the words other systems use (HubSpot's lifecycle stages among them). */
export function standardiseStage(raw: string): Standardised<LifeCycleStage> {
  return standardiseCode(LIFE_CYCLE_STAGES, raw, STAGE_ALIASES);
}

const BANDS: readonly (readonly [number, OrganisationSize])[] = [
  [9, 'S1_9'],
  [49, 'S10_49'],
  [249, 'S50_249'],
  [999, 'S250_999'],
  [4999, 'S1000_4999'],
];

/** A size band from its label, from a number of employees, or from the upper end of a range (`50-99人`). */
export function standardiseOrganisationSize(raw: string): Standardised<OrganisationSize> {
  const listed = standardiseCode(ORGANISATION_SIZES, raw);
  if (listed.state !== 'invalid') return listed;
  const text = toHalfWidth(raw).replaceAll(/\s*(?:人|名|employees|people|staff|员工)\s*/gi, '');
  const open = /^(.+?)(?:以上|\+)$/.exec(text)?.[1];
  const last = (open ?? text).split(/[-~\u2013\u2014\u81f3\u5230]/).at(-1) ?? '';
  const read = standardiseNumber(last.replace(/(?:以下|以内)$/, ''));
  if (read.state !== 'ok') return invalid('CODE_UNKNOWN');
  const employees = Number(read.value) + (open === undefined ? 0 : 1);
  if (!(employees >= 1)) return invalid('CODE_UNKNOWN');
  return ok(BANDS.find(([most]) => employees <= most)?.[1] ?? 'S5000');
}
