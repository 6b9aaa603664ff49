import type { BlindIndex } from '../../../platform/crypto/blind-index/blind-index.ts';
import type { Row } from '../../../platform/database/tables.ts';

/** What is sealed of a contact point. */
export interface ContactContent {
  readonly value: string;
  /** What equal values have in common, where that is not the value; null for one that equals nothing. */
  readonly matchKey?: string | null;
  readonly holderName?: string;
  readonly holderTitle?: string;
}

/** What is sealed of an identity document. */
export type IdentifierContent = Pick<ContactContent, 'value' | 'matchKey'>;

/** What is sealed of an address. */
export interface AddressContent {
  readonly line: string;
}

/** A contact point as it is chosen and compared: the stored row without its blind indexes, and what is sealed of it. */
export interface OpenContactPoint extends Omit<Row<'contact_point'>, 'sealed' | 'last_four'> {
  readonly value: string;
  /** The plain one. */
  readonly match_key: string | null;
  readonly holder_name: string | null;
  readonly holder_title: string | null;
}

/** An identity document likewise. */
export interface OpenIdentifier extends Omit<Row<'identifier'>, 'sealed'> {
  readonly value: string;
  /** The plain one. */
  readonly match_key: string | null;
}

/** An address likewise. */
export interface OpenAddress extends Omit<Row<'address'>, 'sealed'> {
  readonly line: string | null;
}

/** The text to be sealed of a contact point. */
export function contactText(row: OpenContactPoint): string {
  const { value, match_key: matchKey, holder_name: holderName, holder_title: holderTitle } = row;
  return textOf<ContactContent>({
    value,
    ...(matchKey === value ? {} : { matchKey }),
    ...(holderName === null ? {} : { holderName }),
    ...(holderTitle === null ? {} : { holderTitle }),
  });
}

/** The text to be sealed of an identity document. */
export function identifierText({ value, match_key: matchKey }: OpenIdentifier): string {
  return textOf<IdentifierContent>({ value, ...(matchKey === value ? {} : { matchKey }) });
}

/** The text to be sealed of an address; undefined for one that has no line. */
export function addressText({ line }: OpenAddress): string | undefined {
  return line === null ? undefined : textOf<AddressContent>({ line });
}

/** Reads a text that one of the functions above made. */
export function contentOf<Content>(text: string): Content {
  // What a column holds, only they write.
  return JSON.parse(text) as Content;
}

/** What equal contact points, or identity documents, have in common. */
export function matchKeyOf({ value, matchKey }: IdentifierContent): string | null {
  return matchKey === undefined ? value : matchKey;
}

/** The blind indexes of a contact point. What has no kind of its own is looked for by nobody, and gets none. */
export function contactEntries(
  type: string,
  matchKey: string | null,
  index: BlindIndex,
): Pick<Row<'contact_point'>, 'match_key' | 'last_four'> {
  if (matchKey === null || type === 'OTHER') return { match_key: null, last_four: null };
  const last_four = type === 'PHONE' ? index.lastFourOf(type, withoutExtension(matchKey)) : null;
  return { match_key: index.entryOf(type, matchKey), last_four };
}

/** The blind index of an identity document. */
export function identifierEntries(
  type: string,
  matchKey: string | null,
  index: BlindIndex,
): Pick<Row<'identifier'>, 'match_key'> {
  return { match_key: matchKey === null ? null : index.entryOf(type, matchKey) };
}

/** Whether a phone ends in these digits, whatever its extension. */
export function endsIn(phone: string, digits: string): boolean {
  return withoutExtension(phone).endsWith(digits);
}

/** A phone without the extension behind it. */
export function withoutExtension(phone: string): string {
  return phone.split(';')[0] ?? '';
}

function textOf<Content extends object>(content: Content): string {
  return JSON.stringify(content);
}
