import { isFiller } from './filler.ts';
import { EMPTY, invalid, ok, type Standardised } from './standardised.ts';
import { toHalfWidth } from './text.ts';

/** A person's gender as recorded. */
export type Gender = 'MALE' | 'FEMALE' | 'OTHER' | 'UNKNOWN';

const WORDS: ReadonlyMap<string, Gender> = new Map<string, Gender>(
  (
    [
      [
        'MALE',
        '男 男性 男士 先生 男生 male m man boy mr mr. herr homme masculin masculino männlich maennlich mann h 1 公',
      ],
      [
        'FEMALE',
        '女 女性 女士 小姐 太太 女生 female f woman girl ms ms. mrs mrs. miss frau femme feminin femenino weiblich w 2 母',
      ],
      ['OTHER', '其他 其它 跨性别 非二元 other x nonbinary non-binary diverse d transgender'],
      [
        'UNKNOWN',
        '未知 未知性别 保密 不详 不明 未说明 未说明的性别 不愿透露 unknown u unspecified notspecified notstated prefernottosay undisclosed 0 9',
      ],
    ] as const
  ).flatMap(([gender, words]) => words.split(' ').map((word): [string, Gender] => [word, gender])),
);

/**
 * A gender from words in Chinese and other languages, initials, or the digits of GB/T 2261.1 and ISO/IEC 5218 (0 unknown, 1 male,
 * 2 female, 9 not stated). "Unknown" as an answer is kept; blank and `N/A` are nothing.
 */
export function standardiseGender(raw: string): Standardised<Gender> {
  const known = WORDS.get(raw);
  if (known) return ok(known);
  const text = toHalfWidth(raw);
  const word = text
    .toLowerCase()
    .replaceAll(/[\s()]/g, '')
    .replace(/\.0$/, '')
    .replace(/^\d[-:.]?(?=\p{Script=Han})/u, '');
  const gender = WORDS.get(word);
  if (gender) return ok(gender);
  return isFiller(text) ? EMPTY : invalid('GENDER_UNKNOWN');
}
