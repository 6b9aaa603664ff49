import type { HeaderRole } from './customer-headers.ts';
import type { ValueProfile } from './value-profile.ts';

/** Fewer filled cells than this prove nothing. */
const ENOUGH = 3;
const MOST = 0.8;

/**
 * The share of cells that fit what a header says; undefined when values cannot tell (names, notes, ids) or are too few.
 */
export function fitOf(role: HeaderRole, profile: ValueProfile): number | undefined {
  if (profile.filled < ENOUGH) return undefined;
  switch (role) {
    case 'EMAIL':
      return profile.email;
    case 'PHONE':
    case 'MOBILE':
    case 'WORK_PHONE':
    case 'HOME_PHONE':
    case 'FAX':
      return profile.phone;
    case 'RESIDENT_ID':
      return profile.residentId;
    case 'CREDIT_CODE':
      return profile.creditCode;
    case 'BIRTH_DATE':
    case 'CREATED_AT':
    case 'ORDER_TIME':
      // Spreadsheets may have left serial numbers.
      return Math.max(profile.date, profile.number);
    case 'GENDER':
      return profile.gender;
    case 'QUANTITY':
    case 'UNIT_PRICE':
    case 'AMOUNT':
      return profile.number;
    default:
      return undefined;
  }
}

/** What the values of a column alone suggest; undefined when they say too little. */
export function roleOfValues(profile: ValueProfile): { role: HeaderRole; confidence: number } | undefined {
  if (profile.filled < ENOUGH) return undefined;
  const byValue: readonly (readonly [HeaderRole, number])[] = [
    ['EMAIL', profile.email],
    ['RESIDENT_ID', profile.residentId],
    ['CREDIT_CODE', profile.creditCode],
    ['MOBILE', profile.mobile],
    ['ADDRESS', profile.address],
    ['COMPANY', profile.organisation],
    ['PERSON_NAME', profile.person],
  ];
  const best = byValue.find(([, share]) => share >= MOST);
  if (best) return { role: best[0], confidence: 0.7 * best[1] };
  // Single letters and digits are many things; words for gender are not.
  if (profile.gender >= MOST && profile.number === 0 && profile.distinct < 0.5)
    return { role: 'GENDER', confidence: 0.6 };
  if (profile.date >= MOST && profile.number < 0.5) return { role: 'ANY_DATE', confidence: 0.6 };
  if (profile.country >= MOST) return { role: 'COUNTRY', confidence: 0.5 };
  return undefined;
}
