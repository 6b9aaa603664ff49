import { isFiller } from './filler.ts';
import { EMPTY, invalid, ok, type Standardised } from './standardised.ts';
import { toHalfWidth } from './text.ts';

/** A unified social credit code and what it says. */
export interface CreditCode {
  readonly code: string;
  /** First character: the registering department (9 market regulation, 5 civil affairs, 1 staffing …). */
  readonly department: string;
  /** GB/T 2260 code of the registering authority. */
  readonly regionCode: string;
  /** The organisation code inside (GB 11714), nine characters. */
  readonly organisationCode: string;
}

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** The check character of the first 17 characters, GB 32100-2015: weights are powers of 3 modulo 31. */
export function creditCodeCheck(code: string): string {
  let sum = 0;
  let weight = 1;
  for (let i = 0; i < 17; i += 1) {
    sum += weight * ALPHABET.indexOf(code.charAt(i));
    weight = (weight * 3) % 31;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** The check character of an organisation code's first eight characters, GB 11714-1997. */
export function organisationCodeCheck(code: string): string {
  let sum = 0;
  for (const [i, weight] of ORGANISATION_WEIGHTS.entries())
    sum += weight * ORGANISATION_ALPHABET.indexOf(code.charAt(i));
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/**
 * A unified social credit code (GB 32100-2015): 18 characters without I, O, S, V, Z and the right check character. Small letters, full
 * width, spaces and hyphens are put right. A wrong check character of the organisation code inside (GB 11714) only warns: such
 * codes were issued.
 */
export function standardiseCreditCode(raw: string): Standardised<CreditCode> {
  const text = toHalfWidth(raw);
  if (isFiller(text)) return EMPTY;
  const code = text
    .replace(/^['\u2018\u2019]/, '')
    .replaceAll(/[\s-]/g, '')
    .toUpperCase();
  if (/^\d\.\d+E\+17$/.test(code)) return invalid('DIGITS_LOST');
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code)) return invalid('CREDIT_CODE_FORM');
  if (creditCodeCheck(code) !== code.charAt(17)) return invalid('CREDIT_CODE_CHECK_CHARACTER');
  const organisationCode = code.slice(8, 17);
  const value = { code, department: code.charAt(0), regionCode: code.slice(2, 8), organisationCode };
  const right = organisationCodeCheck(organisationCode) === organisationCode.charAt(8);
  return ok(value, right ? undefined : ['CREDIT_CODE_ORGANISATION_CHECK']);
}
