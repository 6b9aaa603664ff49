import type { RuleCode } from '../error/index.ts';
import { standardiseCountry } from './country.ts';
import { findDivision, latinDivision, type FoundDivision } from './division.ts';
import type { DivisionEntry } from './division-index.ts';
import { isFiller } from './filler.ts';
import { isHan } from './fold.ts';
import { EMPTY, ok, valueOf, type Standardised } from './standardised.ts';
import { cleanText, toHalfWidth } from './text.ts';

/** An address as its columns give it; `text` is a whole address in one cell. */
export interface AddressInput {
  readonly text?: string;
  readonly country?: string;
  readonly province?: string;
  readonly city?: string;
  readonly district?: string;
  readonly line?: string;
  readonly postalCode?: string;
}

/** A standard address. For China the names are official ones and the code is that of the smallest place known. */
export interface Address {
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly province?: string;
  readonly city?: string;
  readonly district?: string;
  /** Street, house, room; what is no place of the three levels. */
  readonly line?: string;
  readonly postalCode?: string;
  /** GB/T 2260, six digits. */
  readonly regionCode?: string;
}

/** Country assumed when the address names none; default CN. */
export interface AddressOptions {
  readonly country?: string;
}

const POSTAL_IN_TEXT =
  /(?:^|[\s,\uff0c(\uff08])(?:邮编|邮政编码|郵編)?\s*[:\uff1a]?\s*(\d{6})\s*[)\uff09]?$|^(?:邮编|邮政编码)?\s*[:\uff1a]?\s*(\d{6})(?=[\s,\uff0c]|\p{Script=Han})/u;

function present(text: string | undefined): string {
  const clean = text === undefined ? '' : cleanText(text);
  return isFiller(clean) ? '' : clean;
}

function sixDigits(text: string): string | undefined {
  const digits = toHalfWidth(text).replace(/\.0$/, '');
  return /^\d{6}$/.test(digits) ? digits : undefined;
}

/** Columns of a Chinese address, larger places first; each is read within the places found before it. */
function readColumns(columns: readonly string[]): { found: FoundDivision; unread: readonly string[] } {
  let found: FoundDivision = { rest: '', warnings: [] };
  const unread: string[] = [];
  const warnings: RuleCode[] = [];
  for (const column of columns) {
    if (column === '') continue;
    const known = [...column].some(isHan) ? undefined : latinDivision(column);
    const next = known ? entered(found, known) : findDivision(column, found);
    const moved = next.district !== found.district || next.city !== found.city || next.province !== found.province;
    const repeats = [found.province, found.city, found.district].some(
      (entry) => entry !== undefined && entry.name.startsWith(column.replace(/[省市区县]$/, '')),
    );
    if (next.rest !== '') unread.push(next.rest);
    if (!moved && !repeats && next.rest !== '') warnings.push(next.warnings[0] ?? 'DIVISION_UNKNOWN');
    found = next;
  }
  return { found: { ...found, warnings }, unread };
}

function entered(found: FoundDivision, entry: DivisionEntry): FoundDivision {
  if (entry.level === 'PROVINCE') return found.province ? found : { ...findDivision(entry.name), rest: '' };
  if (found.province && entry.province !== found.province)
    return { ...found, rest: '', warnings: ['DIVISION_MISMATCH'] };
  return { ...found, province: entry.province, city: entry, rest: '' };
}

function chineseAddress(input: AddressInput, postalCode: string | undefined): Standardised<Address> {
  const { found, unread } = readColumns([present(input.province), present(input.city), present(input.district)]);
  const warnings: RuleCode[] = [...found.warnings];
  let text = present(input.line) || present(input.text);
  let code = postalCode;
  const inText = POSTAL_IN_TEXT.exec(text);
  if (inText && code === undefined) {
    code = inText[1] ?? inText[2];
    text = text.replace(POSTAL_IN_TEXT, '').trim();
  }
  const latinPlaces = [...text].some(isHan) ? undefined : latinText(text);
  // The line often repeats the columns: it is read from scratch, and its places are taken off when they agree.
  const fresh = latinPlaces ?? findDivision(text);
  const agrees =
    (found.province === undefined || fresh.province === found.province) &&
    (found.city === undefined || fresh.city === undefined || fresh.city === found.city);
  const useful = fresh.province !== undefined && agrees;
  const line = useful
    ? fresh
    : findDivision(text, { province: found.province, city: found.city, district: found.district });
  const places = {
    province: line.province ?? found.province,
    city: line.city ?? found.city,
    district: line.district ?? found.district,
  };
  warnings.push(...line.warnings);
  const rest = [...unread, line.rest].filter(Boolean).join(' ');
  const smallest = places.district ?? places.city ?? places.province;
  if (smallest === undefined && rest === '')
    return code === undefined ? EMPTY : ok({ country: 'CN', postalCode: code });
  return ok(
    {
      country: 'CN',
      ...(places.province ? { province: places.province.name } : {}),
      ...(places.city ? { city: places.city.name } : {}),
      ...(places.district ? { district: places.district.name } : {}),
      ...(rest === '' ? {} : { line: rest }),
      ...(code === undefined ? {} : { postalCode: code }),
      ...(smallest ? { regionCode: smallest.code } : {}),
    },
    [...new Set(warnings)],
  );
}

/** `Nanshan, Shenzhen, Guangdong, China`: places from the end, the rest stays. */
function latinText(text: string): FoundDivision {
  let found: FoundDivision = { rest: '', warnings: [] };
  const parts = text.split(/\s*,\s*/).filter((part) => part !== '' && valueOf(standardiseCountry(part)) !== 'CN');
  while (parts.length > 0) {
    const entry = latinDivision((parts.at(-1) ?? '').replace(/\s*\d{6}$/, ''));
    if (!entry || (found.city && entry.level !== 'PROVINCE')) break;
    found = entered(found, entry);
    parts.pop();
  }
  return { ...found, rest: parts.join(', ') };
}

/** Whether columns name a province, a town or a postal code and none of it is Chinese: the usual country is then not this one's. */
function isElsewhere(input: AddressInput): boolean {
  const places = [present(input.province), present(input.city), present(input.district)].filter((text) => text !== '');
  const postal = present(input.postalCode);
  const all = [...places, present(input.line), present(input.text)].join(' ');
  if ((places.length === 0 && (postal === '' || sixDigits(postal))) || [...all].some(isHan)) return false;
  return places.every((text) => latinDivision(text) === undefined && findDivision(text).province === undefined);
}

/**
 * An address from one cell or from columns. In China province, city and district become official names with their code, whatever
 * mixture of full and short names, missing levels and repetitions was written; elsewhere the parts are only cleaned. Places that
 * cannot be told stay in the line, with `DIVISION_UNKNOWN`, `DIVISION_AMBIGUOUS` or `DIVISION_MISMATCH`.
 */
export function standardiseAddress(input: AddressInput, options: AddressOptions = {}): Standardised<Address> {
  const stated = present(input.country) === '' ? undefined : standardiseCountry(input.country ?? '');
  const country = stated?.state === 'ok' ? stated.value : stated ? undefined : (options.country ?? 'CN');
  const warnings: RuleCode[] = stated?.state === 'invalid' ? [stated.rule] : [];
  const postal = present(input.postalCode);
  if (country === 'CN' && !(stated === undefined && isElsewhere(input))) {
    const code = postal === '' ? undefined : sixDigits(postal);
    const read = chineseAddress(input, code);
    if (postal === '' || code !== undefined || read.state !== 'ok') return read;
    return ok({ ...read.value, postalCode: postal }, [...(read.warnings ?? []), 'POSTAL_CODE_INVALID']);
  }
  const known = country === 'CN' && stated === undefined ? undefined : country;
  const parts = {
    province: present(input.province),
    city: present(input.city),
    district: present(input.district),
    line: present(input.line) || present(input.text),
    postalCode: postal,
  };
  const kept = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ''));
  if (Object.keys(kept).length === 0) return stated ? (stated.state === 'ok' ? ok({ country }) : stated) : EMPTY;
  return ok({ ...(known === undefined ? {} : { country: known }), ...kept }, warnings);
}
