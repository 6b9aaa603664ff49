import type { RuleCode } from '../error/index.ts';
import { divisionIndex } from './division-index.ts';
import { isFiller } from './filler.ts';
import { localDate, type LocalDate } from './local-date.ts';
import { EMPTY, invalid, ok, type Standardised } from './standardised.ts';
import { toHalfWidth } from './text.ts';

/** A Chinese resident identity number and what it says. */
export interface ResidentId {
  /** The 18-character form; a 15-digit number is completed to it. */
  readonly number: string;
  readonly birthDate: LocalDate;
  readonly gender: 'MALE' | 'FEMALE';
  /** GB/T 2260 code of the place that issued the first card; possibly abolished since. */
  readonly regionCode: string;
}

/** The day after which a birth date cannot lie. */
export interface ResidentIdOptions {
  readonly today?: LocalDate;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';
/** The card of residents from Taiwan carries a province code that is not in GB/T 2260 (71 is the province). */
const TAIWAN_RESIDENT = '83';
const EARLIEST_YEAR = 1800;

/** The check character of the first 17 digits: ISO 7064 MOD 11-2, as in GB 11643-1999. */
export function residentIdCheck(digits: string): string {
  let sum = 0;
  for (const [i, weight] of WEIGHTS.entries()) sum += weight * Number(digits[i]);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/** 15-digit numbers (until 1999) leave out the century; 996 to 999 were kept for people born before 1900. */
function completed(fifteen: string): string {
  const century = /99[6-9]$/.test(fifteen) ? '18' : '19';
  const digits = fifteen.slice(0, 6) + century + fifteen.slice(6);
  return digits + residentIdCheck(digits);
}

/**
 * A Chinese resident identity number (GB 11643-1999): form, province, birth date and check digit must be right. Spaces, full width and a
 * small x are put right; 15-digit numbers become 18-character ones. A county code that is no longer listed only warns, since
 * people keep their number when counties change.
 */
export function standardiseResidentId(raw: string, options: ResidentIdOptions = {}): Standardised<ResidentId> {
  const text = toHalfWidth(raw);
  if (isFiller(text)) return EMPTY;
  const plain = text
    .replace(/^['\u2018\u2019]/, '')
    .replaceAll(/[\s-]/g, '')
    .toUpperCase();
  if (/^\d\.\d+E\+1[47]$/.test(plain)) return invalid('DIGITS_LOST');
  const number = /^\d{15}$/.test(plain) ? completed(plain) : plain;
  if (!/^\d{17}[\dX]$/.test(number)) return invalid('RESIDENT_ID_FORM');
  const provinceCode = number.slice(0, 2);
  const index = divisionIndex().byCode;
  if (!index.has(`${provinceCode}0000`) && provinceCode !== TAIWAN_RESIDENT) return invalid('RESIDENT_ID_REGION');
  const year = Number(number.slice(6, 10));
  const birthDate = localDate(year, Number(number.slice(10, 12)), Number(number.slice(12, 14)));
  if (birthDate === undefined || year < EARLIEST_YEAR || year > 2199) return invalid('RESIDENT_ID_BIRTH_DATE');
  if (options.today !== undefined && birthDate > options.today) return invalid('RESIDENT_ID_BIRTH_DATE');
  if (residentIdCheck(number) !== number.charAt(17)) return invalid('RESIDENT_ID_CHECK_DIGIT');
  const regionCode = number.slice(0, 6);
  const listed = index.has(regionCode) || Number(provinceCode) >= 71;
  const warnings: readonly RuleCode[] = listed ? [] : ['RESIDENT_ID_REGION_RETIRED'];
  const gender = Number(number.charAt(16)) % 2 === 1 ? 'MALE' : 'FEMALE';
  return ok({ number, birthDate, gender, regionCode }, warnings);
}
