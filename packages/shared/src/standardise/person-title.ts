/** A form of address found beside a name. */
export interface Title {
  /** As written. */
  readonly text: string;
  readonly gender?: 'MALE' | 'FEMALE';
}

type Gender = Title['gender'];

const CHINESE: readonly (readonly [string, Gender])[] = [
  ['先生', 'MALE'],
  ['先森', 'MALE'],
  ['女士', 'FEMALE'],
  ['小姐', 'FEMALE'],
  ['太太', 'FEMALE'],
  ['夫人', 'FEMALE'],
  ['女仕', 'FEMALE'],
  ['同志', undefined],
];

/** Words for a post, only taken off when nothing but a surname stands before them: 王总, 李经理; otherwise they could be a name. */
const CHINESE_POSTS =
  /^(?:总|总经理|副总|经理|老师|教授|医生|大夫|律师|主任|主管|老板|老板娘|董事长|董事|董|院长|校长|局长|处长|科长|部长|厂长|店长|会计|师傅|工程师|工|博士|护士长|护士|书记|秘书|助理|哥|姐|阿姨|叔叔|总监|行长|站长|所长|队长|村长|警官)$/;

const LATIN_BEFORE: ReadonlyMap<string, Gender> = new Map<string, Gender>([
  ...['mr', 'mister', 'sir', 'lord', 'herr', 'monsieur', 'senor', 'sr', 'don', 'master'].map((t): [string, Gender] => [
    t,
    'MALE',
  ]),
  ...['mrs', 'ms', 'miss', 'madam', 'madame', 'mme', 'mlle', 'lady', 'dame', 'frau', 'senora', 'sra'].map(
    (t): [string, Gender] => [t, 'FEMALE'],
  ),
  ...[
    'mx',
    'dr',
    'doctor',
    'prof',
    'professor',
    'rev',
    'reverend',
    'hon',
    'capt',
    'captain',
    'col',
    'maj',
    'lt',
    'sgt',
    'eng',
    'ir',
    'dipl-ing',
  ].map((t): [string, Gender] => [t, undefined]),
]);
const LATIN_AFTER = /^(?:jr|sr|ii|iii|iv|phd|ph\.d|md|m\.d|mba|esq|cpa|dds|mp|obe|mbe|cbe|bsc|msc|ba|ma|llb|pe|rn)$/;

/** Takes a Chinese form of address off the end of a name without spaces. `surnameOnly` tells whether a text is just a surname. */
export function takeChineseTitle(
  name: string,
  surnameOnly: (text: string) => boolean,
): { name: string; title?: Title } {
  for (const [text, gender] of CHINESE) {
    if (name.length > text.length && name.endsWith(text))
      return { name: name.slice(0, -text.length), title: { text, gender } };
  }
  for (const length of [1, 2]) {
    const head = name.slice(0, length);
    const rest = name.slice(length);
    if (rest === '' || !CHINESE_POSTS.test(rest) || !surnameOnly(head)) continue;
    return { name: head, title: { text: rest } };
  }
  return { name };
}

/** Takes Latin forms of address off both ends of a list of words; never takes the last word. */
export function takeLatinTitles(words: readonly string[]): { words: readonly string[]; titles: readonly Title[] } {
  const titles: Title[] = [];
  let start = 0;
  let end = words.length;
  const plain = (word: string | undefined) =>
    (word ?? '').toLowerCase().replace(/\.$/, '').normalize('NFD').replaceAll(/\p{M}/gu, '');
  while (end - start > 1 && LATIN_BEFORE.has(plain(words[start]))) {
    titles.push({ text: words[start] ?? '', gender: LATIN_BEFORE.get(plain(words[start])) });
    start += 1;
  }
  while (end - start > 2 && LATIN_AFTER.test(plain(words[end - 1]))) {
    end -= 1;
    titles.push({ text: words[end] ?? '' });
  }
  return { words: words.slice(start, end), titles };
}
