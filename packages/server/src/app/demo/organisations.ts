import { creditCodeOf } from './credit-code.ts';
import type { Place } from './places.ts';
import type { Random } from './random.ts';

/** What a company is called and does. */
export interface Company {
  readonly name: string;
  /** GB/T 4754 section, as the code list has it. */
  readonly industry: string;
  readonly industryName: string;
  readonly size: string;
  readonly creditCode: string;
  /** Domain of its e-mail addresses, under a reserved top-level name. */
  readonly domain: string;
}

const BRANDS =
  '恒,瑞,华,盛,安,信,达,泰,嘉,美,新,金,宏,远,天,海,博,创,智,云,星,辰,禾,木,森,源,丰,润,宜,诚,德,和,兴,隆,鼎,峰,凯,悦,康,乐'.split(
    ',',
  );
// What the name says it does, with the industry's code and the code list's Chinese label.
const TRADES: readonly (readonly [readonly [string, string, string], number])[] = [
  [['酒店管理', 'H', '住宿和餐饮业'], 16],
  [['餐饮管理', 'H', '住宿和餐饮业'], 14],
  [['贸易', 'F', '批发和零售业'], 18],
  [['商贸', 'F', '批发和零售业'], 12],
  [['家居用品', 'F', '批发和零售业'], 10],
  [['装饰工程', 'E', '建筑业'], 12],
  [['建筑设计', 'M', '科学研究和技术服务业'], 6],
  [['科技', 'I', '信息传输、软件和信息技术服务业'], 18],
  [['信息技术', 'I', '信息传输、软件和信息技术服务业'], 10],
  [['置业', 'K', '房地产业'], 8],
  [['物业管理', 'K', '房地产业'], 8],
  [['教育咨询', 'P', '教育'], 8],
  [['文化传媒', 'R', '文化、体育和娱乐业'], 8],
  [['物流', 'G', '交通运输、仓储和邮政业'], 6],
  [['机械制造', 'C', '制造业'], 8],
  [['企业管理咨询', 'L', '租赁和商务服务业'], 8],
];
const SIZES: readonly (readonly [string, number])[] = [
  ['1–9 人', 30],
  ['10–49 人', 34],
  ['50–249 人', 22],
  ['250–999 人', 9],
  ['1000–4999 人', 4],
];

/** A made-up company of a place. The index makes its name one of its own. */
export function drawCompany(random: Random, place: Place, index: number): Company {
  const brand = random.pick(BRANDS) + random.pick(BRANDS) + (random.chance(0.3) ? random.pick(BRANDS) : '');
  const [trade, industry, industryName] = random.weighted(TRADES);
  const form = random.weighted([
    ['有限公司', 80],
    ['股份有限公司', 8],
    ['有限责任公司', 12],
  ]);
  const city = place.city.replace(/市$/, '');
  return {
    name: random.chance(0.7) ? `${city}${brand}${trade}${form}` : `${brand}（${city}）${trade}${form}`,
    industry,
    industryName,
    size: random.weighted(SIZES),
    creditCode: creditCodeOf(random),
    domain: `company${index}.example`,
  };
}

/** The name as others write it: without the legal form, with other brackets, or a branch of it. */
export function otherSpelling(random: Random, name: string): string {
  return random.pick([
    name.replace(/(股份)?有限(责任)?公司$/, ''),
    name.replace('（', '(').replace('）', ')').replace('有限公司', '公司'),
    name.replace('有限责任公司', '有限公司'),
    `${name}${random.pick(['第一', '城西', '滨江'])}分公司`,
  ]);
}
