import type { RuleCode } from '../error/index.ts';
import { isFiller } from './filler.ts';
import { isHan, toSimplified } from './fold.ts';
import { splitLatinName } from './latin-name.ts';
import { takeChineseTitle, type Title } from './person-title.ts';
import { EMPTY, invalid, ok, type Standardised } from './standardised.ts';
import { surnameLength } from './surnames.ts';
import { toHalfWidth } from './text.ts';

/** A person's name, taken apart as far as it is certain. */
export interface PersonName {
  /** The whole name without titles and notes, as it should be shown. */
  readonly full: string;
  readonly family?: string;
  readonly given?: string;
  /** Forms of address that stood beside the name, as written. */
  readonly title?: string;
  /** The gender a form of address tells (先生, Mrs). */
  readonly gender?: 'MALE' | 'FEMALE';
  /** What stood in brackets: a post, another name, a remark. */
  readonly note?: string;
}

/** With titles and notes; longer text is no name. */
const LONGEST_NAME = 400;
const ONLY_HAN = /^[\u4e00-\u9fff]{2,4}$/;
const BRACKETS =
  /\s*[([{<\u3010\u300a\u3014\u300c]([^()[\]{}<>\u3010\u3011\u300a\u300b\u3014\u3015\u300c\u300d]*)[)\]}>\u3011\u300b\u3015\u300d]\s*/g;
const MIDDLE_DOTS = /\s*[\u2022\u2027\u22c5\u30fb\u00b7\u0387\uff65]\s*/g;
const SEVERAL = /[\u3001;/&+\n]|(?:^|[^\p{Script=Latin}]),/u;

/** Splits a Chinese name without spaces by its surname; a foreign name with a middle dot is given name first, so is not split. */
function splitChinese(name: string): { family?: string; given?: string } {
  if (name.includes('\u00b7')) return {};
  const length = surnameLength(toSimplified(name));
  if (length === 0) return {};
  return { family: name.slice(0, length), given: name.slice(length) || undefined };
}

function isOnlySurname(text: string): boolean {
  return text !== '' && surnameLength(toSimplified(text)) === text.length;
}

function describe(titles: readonly Title[]): Pick<PersonName, 'title' | 'gender'> {
  if (titles.length === 0) return {};
  const gender = titles.find((title) => title.gender)?.gender;
  return { title: titles.map((title) => title.text).join(' '), ...(gender ? { gender } : {}) };
}

/**
 * A person's name: one width, no spaces between Chinese characters, titles and bracketed notes taken off and kept beside it,
 * family and given name told apart (Chinese compound surnames, `Last, First`, `WANG Xiaoming`). Warns `NAME_SEVERAL` when the
 * cell seems to hold several people; refuses text without a letter.
 */
export function standardisePersonName(raw: string): Standardised<PersonName> {
  if (
    ONLY_HAN.test(raw) &&
    surnameLength(raw) > 0 &&
    !/[士仕姐生森太人志总理师任授夫管板娘董长计傅工记书哥姨叔监官]$/.test(raw)
  ) {
    return isFiller(raw) ? EMPTY : ok({ full: raw, ...splitChinese(raw) });
  }
  if (raw.length > LONGEST_NAME) return invalid('TEXT_TOO_LONG');
  let text = toHalfWidth(raw);
  if (isFiller(text)) return EMPTY;
  const notes: string[] = [];
  let bare = text.replaceAll(BRACKETS, (_, inner: string) => {
    if (inner.trim() !== '') notes.push(inner.trim());
    return ' ';
  });
  bare = bare.replaceAll(/^[\s*#"'\u201c\u201d]+|[\s*#"\u201c\u201d,.:\u3002]+$/g, (mark, at: number) =>
    at > 0 && mark === '.' ? '.' : '',
  );
  if (bare === '') bare = notes.shift() ?? '';
  text = bare.replaceAll(MIDDLE_DOTS, '\u00b7').replaceAll(/\s+/g, ' ').trim();
  if (!/\p{L}/u.test(text)) return invalid('NAME_INVALID');
  const warnings: RuleCode[] = SEVERAL.test(text) ? ['NAME_SEVERAL'] : [];
  // 王小明（女）: the remark is her gender, not a note.
  const told = notes.findIndex((text) => /^[男女]$/.test(text));
  const remark: Pick<PersonName, 'gender'> =
    told === -1 ? {} : { gender: notes.splice(told, 1)[0] === '男' ? 'MALE' : 'FEMALE' };
  const note = { ...remark, ...(notes.length > 0 ? { note: notes.join('; ') } : {}) };
  const joined = text.replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
  if (![...joined].some(isHan)) {
    const { full, family, given, titles } = splitLatinName(text);
    return ok(
      { full, ...(family ? { family } : {}), ...(given ? { given } : {}), ...describe(titles), ...note },
      warnings,
    );
  }
  const { name, title } = takeChineseTitle(joined, isOnlySurname);
  const split = [...name].every(isHan) ? splitChinese(name) : {};
  return ok({ full: name, ...split, ...describe(title ? [title] : []), ...note }, warnings);
}
