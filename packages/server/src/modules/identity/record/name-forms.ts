import {
  foldName,
  isHan,
  pinyinOf,
  standardiseOrganisationName,
  standardisePersonName,
  valueOf,
} from '@dossier/shared/standardise';
import type { NamePart, OrganisationNameForm, PersonNameForm } from './match-record.ts';

const parts = new Map<string, NamePart | undefined>();

/** The forms of a person's name from what a source said: its parts, or the whole name taken apart. */
export function personNameForm(
  family: string | undefined,
  given: string | undefined,
  whole: string | undefined,
): PersonNameForm | undefined {
  if (family === undefined && given === undefined) {
    if (whole === undefined) return undefined;
    const name = valueOf(standardisePersonName(whole));
    // One word alone is how people are called: a given name.
    if (name?.family === undefined) return { given: namePart(name?.full ?? whole, 'GIVEN'), family: undefined };
    return personNameForm(name.family, name.given, undefined);
  }
  return {
    given: given === undefined ? undefined : namePart(given, 'GIVEN'),
    family: family === undefined ? undefined : namePart(family, 'FAMILY'),
  };
}

/** A part of a name, ready for comparing; undefined without a letter. Parts repeat, so they are made once. */
function namePart(text: string, as: 'GIVEN' | 'FAMILY'): NamePart | undefined {
  const key = `${as} ${text}`;
  if (parts.has(key)) return parts.get(key);
  // A million customers have some hundred thousand different parts; more is no name.
  if (parts.size > 500_000) parts.clear();
  const made = makePart(text, as);
  parts.set(key, made);
  return made;
}

function makePart(text: string, as: 'GIVEN' | 'FAMILY'): NamePart | undefined {
  const folded = foldName(text);
  const joined = folded.replaceAll(' ', '');
  if (joined === '') return undefined;
  if (![...joined].every(isHan)) {
    return { text: joined, sound: joined, syllables: [], characters: [], words: folded.split(' ') };
  }
  const { full, syllables } = pinyinOf(joined, as === 'FAMILY' ? 'PERSON' : 'ORGANISATION');
  return { text: joined, sound: full, syllables, characters: [...joined], words: [joined] };
}

const HAN = /\p{Script=Han}/u;
/** `上海` at the beginning or in brackets; provinces and the larger cities in the forms that names use. */
const REGION =
  /^(北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|中国|深圳|广州|杭州|南京|苏州|成都|武汉|西安|青岛|大连|宁波|厦门|无锡|长沙|郑州|济南|合肥|福州|东莞|佛山|沈阳|哈尔滨|长春|昆明|南宁|南昌|贵阳|太原|石家庄|兰州|海口|温州|常州|珠海|中山|惠州|烟台|泉州|嘉兴|绍兴|金华|徐州|南通|扬州|镇江|唐山|保定|洛阳)(?:省|市)?/u;
const BRANCH = /(?:\s|^)((?:[\p{L}\p{N}]+))(?:分公司|分行|支行|分店|分部|办事处|代表处|营业部|分理处|店)$/u;
/** Commonest small words, which tell nothing. */
const SMALL: ReadonlySet<string> = new Set(['the', 'of', 'and', 'at', 'a', 'in', 'for', 'de', 'la', 'el', 'und', 'et']);

/** The forms of an organisation's name. */
export function organisationNameForm(name: string): OrganisationNameForm | undefined {
  const { core } = valueOf(standardiseOrganisationName(name)) ?? { core: '' };
  if (core === '') return undefined;
  if (!HAN.test(core)) {
    const words = core.split(' ').filter((word) => !SMALL.has(word));
    const told = words.length === 0 ? core.split(' ') : words;
    return {
      core: core.replaceAll(' ', ''),
      stem: told.toSorted().join(' '),
      words: told,
      region: undefined,
      branch: undefined,
    };
  }
  const text = core.replaceAll(' ', '');
  const branch = BRANCH.exec(text)?.[1]?.slice(-4);
  const bracket = /[(（]([^)）]+)[)）]/u.exec(name)?.[1];
  const inBrackets = bracket === undefined ? undefined : REGION.exec(foldName(bracket))?.[1];
  let stem = inBrackets === undefined ? text : text.replace(inBrackets, '');
  const leading = REGION.exec(stem);
  if (leading !== null && stem.length - leading[0].length >= 2) stem = stem.slice(leading[0].length);
  return { core: text, stem, words: pairsOf(stem), region: leading?.[1] ?? inBrackets, branch };
}

/** Pairs of neighbouring characters: the words of a language that writes none apart. */
export function pairsOf(text: string): string[] {
  const characters = [...text];
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, place) => `${characters[place] ?? ''}${character}`);
}
