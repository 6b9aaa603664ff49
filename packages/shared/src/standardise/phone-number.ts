import parsePhoneNumberFromString, {
  isSupportedCountry,
  validatePhoneNumberLength,
  type CountryCode,
} from 'libphonenumber-js/max';
import type { RuleCode } from '../error/index.ts';

/** The kinds of phone number (those of libphonenumber, and SERVICE for short numbers of companies such as 95588). */
export const PHONE_TYPES = [
  'MOBILE',
  'FIXED_LINE',
  'FIXED_LINE_OR_MOBILE',
  'TOLL_FREE',
  'PREMIUM_RATE',
  'SHARED_COST',
  'VOIP',
  'PERSONAL_NUMBER',
  'PAGER',
  'UAN',
  'VOICEMAIL',
  'SERVICE',
  'UNKNOWN',
] as const;

/** One of {@link PHONE_TYPES}. */
export type PhoneType = (typeof PHONE_TYPES)[number];

/** One phone number. */
export interface PhoneNumber {
  /** E.164: `+`, country calling code, number; for a short service number the same with its short digits (`+8695588`). */
  readonly e164: string;
  readonly type: PhoneType;
  /** ISO 3166 code of the country, when the number tells it. */
  readonly region?: string;
  readonly extension?: string;
  /** What stood beside the number in the cell: a label or a person. */
  readonly note?: string;
}

/** A number that was read, or the rule it breaks. */
export type ReadPhone = PhoneNumber | { readonly rule: RuleCode };

/** Mainland mobile ranges, as in libphonenumber's metadata. */
export const CHINESE_MOBILE = /^1(?:[38]\d|4[57]|[59][0-35-9]|6[25-7]|7[0-35-8])\d{8}$/;
/**
 * Ordinary mainland fixed lines (area code without its 0, then 7 or 8 digits): the plain part of libphonenumber's pattern, so that most
 * numbers need no library call (26 µs). What it does not match is asked there.
 */
const CHINESE_FIXED_LINE = new RegExp(
  '^(?:(?:10|2[0-57-9])[2-7]\\d{7}' +
    '|(?:3(?:11|7[179])|4(?:[15]1|3[12])|5(?:1\\d|2[37]|3[12]|51|7[13-79]|9[15])|7(?:[39]1|5[57]|6[09])|8(?:71|98))[2-8]\\d{7}' +
    '|(?:3(?:1[02-9]|35|49|5\\d|7[02-6]|9[1-68])|4(?:1[25-9]|2[179]|3[46-9]|5[2-9]|6[47-9]|7\\d|8[23])' +
    '|5(?:3[03-9]|4[36]|5[02-9]|6[1-46]|7[028]|80|9[2-46-9])|6(?:3[1-35]|6[0238]|9[12])' +
    '|7(?:01|[17]\\d|2[248]|3[04-9]|4[3-6]|5[0-3689]|6[2368]|9[02-9])' +
    '|8(?:1[236-8]|2[5-7]|3\\d|5[4-9]|7[02-9]|8[36-8]|9[1-7])|9(?:0[1-3689]|1[1-79]|3\\d|4[13]|5[1-5]|7[0-79]|9[0-35-9]))[2-8]\\d{6})$',
);
/** Short numbers that companies and authorities answer under from all of China (95xxx, 96xxx, 100xx, 123xx). */
const CHINESE_SERVICE = /^(?:95\d{3,6}|96\d{3,4}|100\d{2,3}|12[0-46-9]\d{2})$/;
/** Trunk prefixes that were dropped from the numbering plan and still stand in people's files. */
const FORMER_TRUNK: Readonly<Record<string, RegExp>> = { UZ: /^8(?=\d{9}$)/ };

const cache = new Map<string, ReadPhone>();
const CACHE_SIZE = 5000;

function known(region: string): CountryCode | undefined {
  return isSupportedCountry(region) ? region : undefined;
}

function parse(text: string, region: string): ReadPhone {
  const country = known(region);
  const parsed = parsePhoneNumberFromString(text, { defaultCountry: country, extract: false });
  if (parsed?.isValid()) {
    return {
      e164: parsed.number,
      type: parsed.getType() ?? 'UNKNOWN',
      ...(parsed.country ? { region: parsed.country } : {}),
      ...(parsed.ext ? { extension: parsed.ext } : {}),
    };
  }
  const former = FORMER_TRUNK[region];
  const digits = text.replaceAll(/\D/g, '');
  if (former?.test(digits)) return parse(digits.replace(former, ''), region);
  const length = validatePhoneNumberLength(text, country);
  if (length === 'TOO_SHORT') return { rule: 'PHONE_TOO_SHORT' };
  return { rule: length === 'TOO_LONG' ? 'PHONE_TOO_LONG' : 'PHONE_INVALID' };
}

/**
 * Reads one number of digits and the usual marks, without notes. National numbers belong to `region` (ISO 3166). Validity is that
 * of libphonenumber's full metadata.
 */
export function readPhone(text: string, region: string): ReadPhone {
  if (region === 'CN') {
    const digits = text.replaceAll(/[\s.()-]/g, '').replace(/^(?:\+86|0086|86(?=1\d{10}$))/, '');
    if (CHINESE_MOBILE.test(digits)) return { e164: `+86${digits}`, type: 'MOBILE', region: 'CN' };
    if (digits.startsWith('0') && CHINESE_FIXED_LINE.test(digits.slice(1))) {
      return { e164: `+86${digits.slice(1)}`, type: 'FIXED_LINE', region: 'CN' };
    }
    if (CHINESE_SERVICE.test(digits)) return { e164: `+86${digits}`, type: 'SERVICE', region: 'CN' };
  }
  const key = `${region}${text}`;
  const cached = cache.get(key);
  if (cached) return cached;
  const read = parse(text, region);
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(key, read);
  return read;
}
