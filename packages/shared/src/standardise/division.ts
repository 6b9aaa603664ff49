import { pinyin } from 'pinyin-pro';
import type { RuleCode } from '../error/index.ts';
import { divisionIndex, type DivisionAlias, type DivisionEntry } from './division-index.ts';
import { toSimplified } from './fold.ts';

/** The places an address text begins with, and what is left of it. */
export interface FoundDivision {
  readonly province?: DivisionEntry;
  readonly city?: DivisionEntry;
  readonly district?: DivisionEntry;
  /** The text after the places. */
  readonly rest: string;
  readonly warnings: readonly RuleCode[];
}

const GAP = /^[\s,\u3001\uff0c/\\|>\u00b7\u2022-]+/;
const COUNTRY = /^(?:中华人民共和国|中国大陆|中国)/;
/** After a short name these mean that it was part of a street's or building's name: 长宁路, 南京东路, 朝阳公园. */
const NO_PLACE =
  /^(?:[东南西北中上下新老大小前后]?[一二三四五六七八九]?(?:路|街|大街|大道|道|巷|里|弄|胡同|环路|桥|村|镇|乡)|大厦|广场|公园|机场|大学|医院|银行|花园|小区|酒店|科技|集团|公司|新村|新城|国际|中心|学校|中学|小学)/;

interface Context {
  province?: DivisionEntry;
  city?: DivisionEntry;
  district?: DivisionEntry;
}

function fits(entry: DivisionEntry, context: Context): boolean {
  if (entry.level === 'PROVINCE') return context.province === undefined;
  if (context.province && entry.province !== context.province) return false;
  if (entry.level === 'CITY') return context.city === undefined;
  return context.city === undefined || entry.city?.code === context.city.code;
}

function allowed(alias: DivisionAlias, text: string, context: Context): boolean {
  if (alias.full) return true;
  const after = text.slice(alias.text.length);
  if (after === '')
    return (
      alias.entry.level !== 'DISTRICT' ||
      context.province !== undefined ||
      context.city !== undefined ||
      alias.text.length > 1
    );
  if (alias.text.length === 1)
    return alias.entry.level === 'PROVINCE' && context.province === undefined && nextIsPlace(after, alias.entry);
  if (NO_PLACE.test(after) && !nextIsPlace(after, alias.entry)) return false;
  return alias.entry.level !== 'DISTRICT' || context.province !== undefined || context.city !== undefined;
}

/** Whether a place inside `outer` comes next: 粤深圳, 深圳南山. */
function nextIsPlace(text: string, outer: DivisionEntry): boolean {
  const rest = text.replace(GAP, '');
  const list = divisionIndex().byFirst.get(rest.charAt(0)) ?? [];
  const inside = ({ entry }: DivisionAlias) => entry.province === outer || entry.city === outer;
  return list.some((alias) => alias.text.length > 1 && inside(alias) && rest.startsWith(alias.text));
}

function matches(text: string, context: Context): readonly DivisionAlias[] {
  const list = divisionIndex().byFirst.get(text.charAt(0)) ?? [];
  const found = list.filter(
    (alias) => text.startsWith(alias.text) && fits(alias.entry, context) && allowed(alias, text, context),
  );
  const longest = found[0]?.text.length;
  const best = found.filter((alias) => alias.text.length === longest);
  // Of one writing the larger place is meant (吉林: the province), and the official name before a short form.
  for (const level of ['PROVINCE', 'CITY'] as const) {
    const larger = best.filter((alias) => alias.entry.level === level);
    if (larger.length > 0) return larger.some((alias) => alias.full) ? larger.filter((alias) => alias.full) : larger;
  }
  return best.some((alias) => alias.full) ? best.filter((alias) => alias.full) : best;
}

function enter(context: Context, entry: DivisionEntry): void {
  context.province = entry.level === 'PROVINCE' ? entry : entry.province;
  if (entry.level === 'CITY') context.city = entry;
  if (entry.level === 'DISTRICT') {
    context.city = entry.city;
    context.district = entry;
  }
}

/**
 * Reads province, city and district from the beginning of a Chinese address: official names, short forms (广东深圳南山), letters (粤),
 * missing levels (广东省南山区), traditional characters. A name that several places bear and nothing decides gives
 * `DIVISION_AMBIGUOUS`; a place of another province behind a province `DIVISION_MISMATCH`.
 */
export function findDivision(text: string, within: Context = {}): FoundDivision {
  const context: Context = { ...within };
  const reader = { rest: text.trim(), plain: toSimplified(text.trim()) };
  skip(reader, COUNTRY.exec(reader.plain)?.[0].length ?? 0);
  let warning: RuleCode | undefined;
  while (reader.plain !== '' && context.district === undefined) {
    const repeated = repetition(reader.plain, context);
    if (repeated !== undefined) {
      skip(reader, repeated.length);
      continue;
    }
    const [first, second] = matches(reader.plain, context);
    if (second) warning = 'DIVISION_AMBIGUOUS';
    else if (!first && context.province && foreignPlace(reader.plain, context)) warning = 'DIVISION_MISMATCH';
    if (!first || second) break;
    enter(context, first.entry);
    skip(reader, first.text.length);
  }
  context.city ??= ownCity(context.province);
  return { ...context, rest: reader.rest, warnings: warning ? [warning] : [] };
}

/** Moves on in the text as written and in its simplified twin, over the marks between places too. */
function skip(reader: { rest: string; plain: string }, length: number): void {
  const plain = reader.plain.slice(length);
  const gap = GAP.exec(plain)?.[0].length ?? 0;
  reader.plain = plain.slice(gap);
  reader.rest = reader.rest.slice(length + gap);
}

/** What a text repeats of the places already found: 北京市北京市朝阳区, 上海市市辖区, 上海 in a second column. */
function repetition(text: string, { province, city }: Context): string | undefined {
  if (!province) return undefined;
  const name = (city ?? province).name;
  if (text.startsWith(name)) return name;
  if (ownCity(province) !== undefined && text === name.slice(0, -1)) return text;
  return /^(?:市辖区|省直辖县级行政区划|自治区直辖县级行政区划)/.exec(text)?.[0];
}

/** A municipality (Beijing, Tianjin, Shanghai, Chongqing) is its own city. */
function ownCity(province: DivisionEntry | undefined): DivisionEntry | undefined {
  if (!province) return undefined;
  const city = divisionIndex().byCode.get(`${province.code.slice(0, 2)}0100`);
  return city?.name === province.name ? city : undefined;
}

function foreignPlace(text: string, context: Context): boolean {
  const list = divisionIndex().byFirst.get(text.charAt(0)) ?? [];
  return list.some(
    (alias) =>
      alias.full &&
      alias.entry.level === 'CITY' &&
      alias.entry.province !== context.province &&
      text.startsWith(alias.text),
  );
}

/** English names that pinyin does not give. */
const ENGLISH: Readonly<Record<string, string>> = {
  shaanxi: '610000',
  innermongolia: '150000',
  tibet: '540000',
  hongkong: '810000',
  macau: '820000',
  macao: '820000',
  taiwan: '710000',
  peking: '110000',
  canton: '440100',
  urumqi: '650100',
  harbin: '230100',
  hohhot: '150100',
  lhasa: '540100',
  kashgar: '653100',
};
let latin: Map<string, DivisionEntry> | undefined;

function latinIndex(): Map<string, DivisionEntry> {
  const found = new Map<string, DivisionEntry>();
  for (const list of divisionIndex().byFirst.values()) {
    for (const { entry, text, full } of list) {
      if (full || text.length < 2 || entry.level === 'DISTRICT') continue;
      const key = pinyin(text, { toneType: 'none', type: 'array', v: true }).join('');
      const other = found.get(key);
      if (!other || (other.level === 'CITY' && entry.level === 'PROVINCE')) found.set(key, entry);
    }
  }
  for (const [name, code] of Object.entries(ENGLISH)) {
    const entry = divisionIndex().byCode.get(code);
    if (entry) found.set(name, entry);
  }
  return found;
}

/** A province or city by its name in Latin letters (`Guangdong`, `Xi'an`, `Inner Mongolia`). */
export function latinDivision(text: string): DivisionEntry | undefined {
  latin ??= latinIndex();
  const key = text
    .toLowerCase()
    .replace(/\s(?:province|city|municipality|sheng|shi|autonomous region)$/, '')
    .replaceAll(/[^a-z]/g, '');
  return latin.get(key);
}
