import {
  guessNameKind,
  isFiller,
  isHan,
  standardiseAddress,
  standardiseCountry,
  standardiseCreditCode,
  standardiseDate,
  standardiseEmails,
  standardiseGender,
  standardiseNumber,
  standardisePhones,
  standardiseResidentId,
} from '@dossier/shared/standardise';

/** What share of a column's filled cells each standardiser reads; 0 to 1. */
export interface ValueProfile {
  /** Cells that hold something. */
  readonly filled: number;
  readonly email: number;
  readonly phone: number;
  readonly mobile: number;
  readonly residentId: number;
  readonly creditCode: number;
  readonly date: number;
  /** Dates with a time of day. */
  readonly timed: number;
  readonly number: number;
  readonly whole: number;
  readonly gender: number;
  readonly country: number;
  readonly place: number;
  readonly address: number;
  readonly person: number;
  readonly organisation: number;
  /** Different values among the filled ones. */
  readonly distinct: number;
}

type Share = Exclude<keyof ValueProfile, 'filled' | 'distinct'>;

const LOOKED_AT = 200;
const DATE_FORM = /[-/.年]|^\d{8}$|[A-Za-z]{3}/;
const PLACE = /(?:省|市|区|县|州|盟|旗|自治区)$/;

/** Profiles a column from its cells, at most the first 200 that hold something. */
export function profileValues(cells: Iterable<string>, phoneRegion: string): ValueProfile {
  const hits: Record<Share, number> = {
    email: 0,
    phone: 0,
    mobile: 0,
    residentId: 0,
    creditCode: 0,
    date: 0,
    timed: 0,
    number: 0,
    whole: 0,
    gender: 0,
    country: 0,
    place: 0,
    address: 0,
    person: 0,
    organisation: 0,
  };
  const seen = new Set<string>();
  let filled = 0;
  for (const cell of cells) {
    if (isFiller(cell)) continue;
    filled++;
    seen.add(cell);
    for (const share of sharesOf(cell.trim(), phoneRegion)) hits[share]++;
    if (filled >= LOOKED_AT) break;
  }
  const share = (name: Share) => (filled === 0 ? 0 : hits[name] / filled);
  return {
    filled,
    distinct: filled === 0 ? 0 : seen.size / filled,
    email: share('email'),
    phone: share('phone'),
    mobile: share('mobile'),
    residentId: share('residentId'),
    creditCode: share('creditCode'),
    date: share('date'),
    timed: share('timed'),
    number: share('number'),
    whole: share('whole'),
    gender: share('gender'),
    country: share('country'),
    place: share('place'),
    address: share('address'),
    person: share('person'),
    organisation: share('organisation'),
  };
}

function sharesOf(cell: string, phoneRegion: string): Share[] {
  const found: Share[] = [];
  const digits = cell.replaceAll(/\D/g, '').length;
  if (cell.includes('@') || cell.includes('＠')) {
    if (standardiseEmails(cell).state === 'ok') found.push('email');
    return found;
  }
  if (digits >= 14 && standardiseResidentId(cell).state === 'ok') return ['residentId'];
  if (cell.length >= 18 && digits >= 8 && standardiseCreditCode(cell).state === 'ok') return ['creditCode'];
  if (digits >= 7) {
    const phones = standardisePhones(cell, { region: phoneRegion });
    if (phones.state === 'ok') {
      found.push('phone');
      if (phones.value.some(({ type }) => type === 'MOBILE')) found.push('mobile');
    }
  }
  if (digits >= 2 && DATE_FORM.test(cell) && cell.length <= 40 && standardiseDate(cell).state === 'ok') {
    found.push('date');
    if (/\d:\d\d|[时点]/.test(cell)) found.push('timed');
  }
  if (digits >= 1 && cell.length <= 30) {
    const number = standardiseNumber(cell);
    if (number.state === 'ok') found.push('number', ...(number.value.includes('.') ? [] : ['whole' as const]));
  }
  if (cell.length <= 12 && standardiseGender(cell).state === 'ok') found.push('gender');
  if (digits === 0 && cell.length <= 40) found.push(...wordShares(cell));
  if (isAddress(cell)) found.push('address');
  return found;
}

function wordShares(cell: string): Share[] {
  const found: Share[] = [];
  if (standardiseCountry(cell).state === 'ok') found.push('country');
  if (PLACE.test(cell) && cell.length <= 12) found.push('place');
  const { kind, sure } = guessNameKind(cell);
  if (kind === 'ORGANISATION' && sure) found.push('organisation');
  if (kind === 'PERSON' && sure) found.push('person');
  return found;
}

function isAddress(cell: string): boolean {
  if (cell.length < 6 || ![...cell].some(isHan)) return false;
  const read = standardiseAddress({ text: cell });
  return read.state === 'ok' && read.value.province !== undefined && read.value.line !== undefined;
}
