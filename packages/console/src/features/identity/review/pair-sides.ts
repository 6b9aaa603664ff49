import type { ComparedField, ContactPointType, PairCustomerFragment, PairFragment } from '../../../gql/graphql.ts';
import type { Shown } from '../../../platform/access/shown.ts';
import { shownAs } from '../../../platform/access/shown.ts';
import { formatPhone } from '../../../platform/format/phone.ts';

/** How the two sides of a row compare; ALIKE: not the same, but alike enough to speak for one customer; MASKED: the viewer does not see enough to say. */
export type SideVerdict = 'SAME' | 'PARTLY' | 'ALIKE' | 'DIFFERENT' | 'ONE_SIDED' | 'EMPTY' | 'MASKED';

/** One value of one side; `shared`: the other side has it, too. */
export interface SideValue {
  readonly text: string | null;
  readonly shown: Shown;
  readonly shared: boolean;
}

/** A row of the comparison; `verdict` is null where values are not held against each other. */
export interface SideRow {
  readonly key: string;
  /** The fields of recognition that say how far the row agrees. */
  readonly compared: readonly ComparedField[];
  readonly sides: readonly [readonly SideValue[], readonly SideValue[]];
  readonly verdict: SideVerdict | null;
}

/** How values that are no texts are written. */
export interface SideWords {
  readonly kind: (value: string) => string;
  readonly gender: (value: string) => string;
  readonly date: (value: string) => string;
}

type Of = (customer: PairCustomerFragment, words: SideWords) => readonly (string | null)[];

const contacts =
  (type: ContactPointType): Of =>
  ({ contactPoints }) =>
    (contactPoints ?? [])
      .filter((point) => point.type === type)
      .map(({ value, display }) => (type === 'PHONE' && value ? formatPhone(value, display) : value));

const ROWS: readonly {
  readonly key: string;
  readonly compared: readonly ComparedField[];
  readonly of: Of;
  /** What everybody who sees the customer sees. */
  readonly open?: boolean;
  /** Of one kind of customers only. */
  readonly kind?: 'PERSON';
}[] = [
  {
    key: 'NAME',
    compared: ['GIVEN_NAME', 'FAMILY_NAME', 'ORGANISATION_NAME'],
    of: ({ name }) => [name],
  },
  { key: 'KIND', compared: [], of: ({ kind }, words) => [words.kind(kind)], open: true },
  {
    key: 'BIRTH_DATE',
    compared: ['BIRTH_DATE'],
    of: ({ birthDate, visibility }, words) => [birthDate && visibility === 'FULL' ? words.date(birthDate) : birthDate],
    kind: 'PERSON',
  },
  { key: 'GENDER', compared: ['GENDER'], of: ({ gender }, words) => [gender && words.gender(gender)], kind: 'PERSON' },
  { key: 'PHONE', compared: ['PHONE'], of: contacts('PHONE') },
  { key: 'EMAIL', compared: ['EMAIL'], of: contacts('EMAIL') },
  { key: 'WECHAT', compared: [], of: contacts('WECHAT') },
  { key: 'ADDRESS', compared: ['ADDRESS', 'PLACE'], of: ({ addresses }) => (addresses ?? []).map(({ text }) => text) },
  { key: 'EMPLOYER', compared: ['EMPLOYER'], of: ({ employer }) => [employer], kind: 'PERSON' },
  { key: 'OWNER', compared: [], of: ({ owner }) => [owner?.name ?? null], open: true },
];

/** What of the two customers of a pair stands side by side; rows that neither has are left out where nobody misses them. */
export function sideRows({ customer, other, fields }: PairFragment, words: SideWords): readonly SideRow[] {
  if (!customer || !other) return [];
  const isPerson = customer.kind === 'PERSON' || other.kind === 'PERSON';
  return ROWS.filter(({ kind }) => !kind || isPerson).flatMap(({ key, compared, of, open }) => {
    const [left, right] = [valuesOf(customer, of, words, open), valuesOf(other, of, words, open)];
    const verdict = verdictOf(left, right);
    const row = {
      key,
      compared,
      sides: [marked(left, right), marked(right, left)],
      verdict: verdict === 'DIFFERENT' && areAlike(fields, compared) ? 'ALIKE' : verdict,
    } as const;
    return row.verdict === 'EMPTY' && compared.length === 0 ? [] : [row];
  });
}

/** Whether recognition found these fields alike: each of them makes it likelier that the two are one. */
function areAlike(fields: PairFragment['fields'], compared: readonly ComparedField[]): boolean {
  const found = fields.filter(({ field }) => compared.includes(field));
  return found.length > 0 && found.every(({ weight }) => weight > 0);
}

type Value = Omit<SideValue, 'shared'>;

function valuesOf(customer: PairCustomerFragment, of: Of, words: SideWords, open = false): readonly Value[] {
  const values = of(customer, words);
  const texts = values.length === 0 ? [null] : [...new Set(values)];
  return texts
    .map((text) => ({ text, shown: open ? 'full' : shownAs(customer.visibility, text) }) as const)
    .filter(({ text, shown }) => text !== null || shown !== 'full');
}

/** Two masked values that look alike need not be the same. */
const comparable = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '');

function marked(own: readonly Value[], others: readonly Value[]): readonly SideValue[] {
  const known = new Set(
    others.flatMap(({ text, shown }) => (text !== null && shown === 'full' ? [comparable(text)] : [])),
  );
  return own.map((value) => ({
    ...value,
    shared: value.text !== null && value.shown === 'full' && known.has(comparable(value.text)),
  }));
}

function verdictOf(left: readonly Value[], right: readonly Value[]): SideVerdict {
  if ([...left, ...right].some(({ shown }) => shown !== 'full')) return 'MASKED';
  if (left.length === 0 && right.length === 0) return 'EMPTY';
  if (left.length === 0 || right.length === 0) return 'ONE_SIDED';
  const [a, b] = [marked(left, right), marked(right, left)];
  const shared = [...a, ...b].filter((value) => value.shared).length;
  if (shared === a.length + b.length) return 'SAME';
  return shared > 0 ? 'PARTLY' : 'DIFFERENT';
}
