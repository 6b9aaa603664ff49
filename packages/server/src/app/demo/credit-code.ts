import type { Random } from './random.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/**
 * A unified social credit code with the right check characters (GB 32100-2015, GB 11714-1997) and a registering authority
 * that does not exist (division 999999), so that it can be no real company's.
 */
export function creditCodeOf(random: Random): string {
  const organisation = Array.from({ length: 8 }, () => random.between(0, 9)).join('');
  const body = `91999999${organisation}${organisationCheck(organisation)}`;
  let sum = 0;
  let weight = 1;
  for (const character of body) {
    sum += weight * ALPHABET.indexOf(character);
    weight = (weight * 3) % 31;
  }
  return body + ALPHABET.charAt((31 - (sum % 31)) % 31);
}

function organisationCheck(code: string): string {
  const sum = [3, 7, 9, 10, 5, 8, 4, 2].reduce((total, weight, i) => total + weight * Number(code.charAt(i)), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}
