import { DIVISIONS } from './division-data.ts';

/** A province, city or district of China. */
export interface DivisionEntry {
  /** Six digits (GB/T 2260). */
  readonly code: string;
  readonly name: string;
  readonly level: 'PROVINCE' | 'CITY' | 'DISTRICT';
  readonly province: DivisionEntry | undefined;
  readonly city: DivisionEntry | undefined;
}

/** One writing of a division's name. */
export interface DivisionAlias {
  readonly text: string;
  readonly entry: DivisionEntry;
  /** The full official name; anything else is a short form. */
  readonly full: boolean;
}

/** Single characters that stand for provinces (on number plates and in addresses). */
const PROVINCE_LETTERS: Readonly<Record<string, string>> = {
  京: '11',
  津: '12',
  冀: '13',
  晋: '14',
  蒙: '15',
  辽: '21',
  吉: '22',
  黑: '23',
  沪: '31',
  申: '31',
  苏: '32',
  浙: '33',
  皖: '34',
  闽: '35',
  赣: '36',
  鲁: '37',
  豫: '41',
  鄂: '42',
  湘: '43',
  粤: '44',
  桂: '45',
  琼: '46',
  渝: '50',
  川: '51',
  蜀: '51',
  贵: '52',
  黔: '52',
  云: '53',
  滇: '53',
  藏: '54',
  陕: '61',
  秦: '61',
  甘: '62',
  陇: '62',
  青: '63',
  宁: '64',
  新: '65',
  台: '71',
  港: '81',
  澳: '82',
};
/** Regions the division table of the mainland does not list. */
const OTHER_PROVINCES = [
  ['71', '台湾省'],
  ['81', '香港特别行政区'],
  ['82', '澳门特别行政区'],
] as const;
const MUNICIPALITIES = new Set(['11', '12', '31', '50']);
const PEOPLES =
  /(?:各族|蒙古族?|满族|回族|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族?|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|塔吉克族?|怒族|普米族|鄂温克族?|独龙族|裕固族|保安族|门巴族|珞巴族|基诺族)$/;

/** The short form people use: 延边朝鲜族自治州 → 延边, 浦东新区 → 浦东, 和县 stays. */
export function shortName(name: string): string {
  const bare = name.replace(/(?:特别行政区|自治[区州县旗]|地区|新区|林区|特区|[省市区县盟旗])$/, '');
  if (!name.includes('自治')) return bare.length >= 2 ? bare : name;
  let short = bare;
  for (
    let shorter = short.replace(PEOPLES, '');
    shorter !== short && shorter.length >= 2;
    shorter = short.replace(PEOPLES, '')
  )
    short = shorter;
  return short;
}

/** All divisions with their writings, by first character of the writing. */
export interface DivisionIndex {
  readonly byCode: ReadonlyMap<string, DivisionEntry>;
  readonly byFirst: ReadonlyMap<string, readonly DivisionAlias[]>;
}

function build(): DivisionIndex {
  const byCode = new Map<string, DivisionEntry>();
  const byFirst = new Map<string, DivisionAlias[]>();
  const addAlias = (text: string, entry: DivisionEntry, full: boolean) => {
    const list = byFirst.get(text.charAt(0));
    if (list) list.push({ text, entry, full });
    else byFirst.set(text.charAt(0), [{ text, entry, full }]);
  };
  const add = (entry: DivisionEntry) => {
    byCode.set(entry.code, entry);
    addAlias(entry.name, entry, true);
    const short = shortName(entry.name);
    if (short !== entry.name) addAlias(short, entry, false);
    // 延边州: the common form of an autonomous prefecture.
    if (entry.name.endsWith('自治州')) addAlias(`${short}州`, entry, false);
    return entry;
  };
  for (const [code, name] of OTHER_PROVINCES)
    add({ code: `${code}0000`, name, level: 'PROVINCE', province: undefined, city: undefined });
  for (const line of DIVISIONS) {
    const [head = '', ...cities] = line.split('|');
    const code = head.slice(0, 2);
    const province = add({
      code: `${code}0000`,
      name: head.slice(2),
      level: 'PROVINCE',
      province: undefined,
      city: undefined,
    });
    for (const text of cities) addCity(text, code, province, add, byCode);
  }
  for (const [letter, code] of Object.entries(PROVINCE_LETTERS)) {
    const entry = byCode.get(`${code}0000`);
    if (entry) addAlias(letter, entry, false);
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.text.length - a.text.length);
  return { byCode, byFirst };
}

function addCity(
  text: string,
  provinceCode: string,
  province: DivisionEntry,
  add: (entry: DivisionEntry) => DivisionEntry,
  byCode: Map<string, DivisionEntry>,
): void {
  const colon = text.indexOf(':');
  const cityCode = `${provinceCode}${text.slice(0, 2)}`;
  const name = text.slice(2, colon);
  const districts = text
    .slice(colon + 1)
    .split(',')
    .filter(Boolean);
  const municipal = MUNICIPALITIES.has(provinceCode);
  // "Districts directly under the province" is no city: its members stand at city level themselves.
  const direct = name.includes('直辖县级');
  let city: DivisionEntry | undefined;
  if (municipal) {
    city = { code: `${provinceCode}0100`, name: province.name, level: 'CITY', province, city: undefined };
    byCode.set(`${cityCode}00`, city);
  } else if (!direct) {
    city = add({ code: `${cityCode}00`, name, level: 'CITY', province, city: undefined });
  }
  for (const district of districts) {
    const level = direct ? 'CITY' : 'DISTRICT';
    add({ code: `${cityCode}${district.slice(0, 2)}`, name: district.slice(2), level, province, city });
  }
}

let built: DivisionIndex | undefined;

/** The index of divisions, built at first use (a few milliseconds). */
export function divisionIndex(): DivisionIndex {
  built ??= build();
  return built;
}
