import parsePhoneNumberFromString, {
  isSupportedCountry,
  validatePhoneNumberLength,
  type CountryCode,
} from 'libphonenumber-js/max';
import type { RuleCode } from '../error/index.ts';
import { lookUpPlanned } from './numbering-plan.ts';

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
const CHINESE_MOBILE = /^1(?:[38]\d|4[57]|[59][0-35-9]|6[25-7]|7[0-35-8])\d{8}$/;
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
 * The quick way for what most cells hold: Chinese numbers and numbers in E.164, written with digits, spaces and hyphens. Undefined
 * for everything else, valid or not.
 */
export function readQuickly(text: string, region: string): PhoneNumber | undefined {
  if (region === 'CN') {
    if (CHINESE_MOBILE.test(text)) return { e164: `+86${text}`, type: 'MOBILE', region: 'CN' };
    const digits = text.replaceAll(/[\s.()-]/g, '').replace(/^(?:\+86|0086|86(?=1\d{10}$))/, '');
    if (CHINESE_MOBILE.test(digits)) return { e164: `+86${digits}`, type: 'MOBILE', region: 'CN' };
    const fixed = /^0[1-9]\d{8,10}$/.test(digits) ? lookUpPlanned(`+86${digits.slice(1)}`) : undefined;
    if (fixed?.type === 'FIXED_LINE') return { e164: `+86${digits.slice(1)}`, ...fixed };
    if (CHINESE_SERVICE.test(digits)) return { e164: `+86${digits}`, type: 'SERVICE', region: 'CN' };
  }
  if (!/^\+[1-9]\d{6,14}$/.test(text)) return undefined;
  const planned = lookUpPlanned(text);
  return planned ? { e164: text, ...planned } : undefined;
}

/**
 * Reads one number of digits and the usual marks, without notes. National numbers belong to `region` (ISO 3166). Validity is that
 * of libphonenumber's full metadata.
 */
export function readPhone(text: string, region: string): ReadPhone {
  const quick = readQuickly(text, region);
  if (quick) return quick;
  const key = `${region}${text}`;
  const cached = cache.get(key);
  if (cached) return cached;
  const read = parse(text, region);
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(key, read);
  return read;
}
