import {
  foldName,
  isHan,
  nameRegion,
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
const BRANCH = /(?:\s|^)((?:[\p{L}\p{N}]+))(?:分公司|分行|支行|分店|分部|办事处|代表处|营业部|分理处|店)$/u;
/** Commonest small words, which tell nothing. */
const SMALL: ReadonlySet<string> = new Set(['the', 'of', 'and', 'at', 'a', 'in', 'for', 'de', 'la', 'el', 'und', 'et']);

/** The forms of an organisation's name. */
export function organisationNameForm(name: string): OrganisationNameForm | undefined {
  const { core, full } = valueOf(standardiseOrganisationName(name)) ?? { core: '', full: '' };
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
      ending: '',
    };
  }
  const text = core.replaceAll(' ', '');
  const branch = BRANCH.exec(text)?.[1]?.slice(-4);
  const bracket = /[(（]([^)）]+)[)）]/u.exec(name)?.[1];
  const inBrackets = bracket === undefined ? undefined : nameRegion(foldName(bracket));
  let stem = inBrackets === undefined ? text : text.replace(inBrackets.text, '');
  const leading = nameRegion(stem);
  if (leading !== undefined && stem.length - leading.text.length >= 2) stem = stem.slice(leading.text.length);
  return {
    core: text,
    stem,
    words: pairsOf(stem),
    region: leading?.region ?? inBrackets?.region,
    branch,
    ending: branch ?? endingOf(foldName(full).replaceAll(' ', ''), text),
  };
}

/**
 * What stands behind the comparable name, of which registers keep apart a company and its group only: 有限公司 and 股份有限公司 of one
 * name and region do not both exist (Provisions on enterprise names, State Council 2020, articles 6 and 17).
 */
function endingOf(whole: string, core: string): string {
  if (!whole.startsWith(core)) return '';
  return whole
    .slice(core.length)
    .replaceAll(/有限|责任|股份/g, '')
    .replace(/^集团公司$/, '集团');
}

/** Pairs of neighbouring characters: the words of a language that writes none apart. */
export function pairsOf(text: string): string[] {
  const characters = [...text];
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, place) => `${characters[place] ?? ''}${character}`);
}
