const DIGITS: ReadonlyMap<string, number> = new Map(
  [...'零一二三四五六七八九']
    .map((c, i): [string, number] => [c, i])
    .concat(
      [...'〇壹贰叁肆伍陆柒捌玖'].map((c, i): [string, number] => [c, i]),
      [...'○壹貳參肆伍陸柒捌玖'].map((c, i): [string, number] => [c, i]),
      [
        ['两', 2],
        ['兩', 2],
      ],
    ),
);
const SMALL_UNITS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };
const LARGE_UNITS: Readonly<Record<string, number>> = { 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 };

/** Characters that can stand in a Chinese numeral, for use inside a character class. */
export const NUMERAL_CHARACTERS = '零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸两兩十拾百佰千仟万萬亿億';

/** Digit by digit: 二〇二四 → `2024`. Undefined when a character is no digit. */
export function chineseDigits(text: string): string | undefined {
  let digits = '';
  for (const character of text) {
    const digit = DIGITS.get(character);
    if (digit === undefined) return undefined;
    digits += digit;
  }
  return digits === '' ? undefined : digits;
}

/** By place value: 三千五百 → 3500, 二十五 → 25, 一万零三 → 10003, 廿三 is not read. Undefined when it is no whole number. */
export function chineseInteger(text: string): number | undefined {
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  for (const character of text) {
    const small = SMALL_UNITS[character];
    const large = LARGE_UNITS[character];
    if (small !== undefined) {
      section += (digit ?? 1) * small;
      digit = undefined;
    } else if (large !== undefined) {
      total = large === 1e8 ? (total + section + (digit ?? 0)) * large : total + (section + (digit ?? 0)) * large;
      section = 0;
      digit = undefined;
    } else {
      const value = DIGITS.get(character);
      if (value === undefined || (digit !== undefined && digit !== 0)) return undefined;
      digit = value;
    }
  }
  return text === '' ? undefined : total + section + (digit ?? 0);
}
