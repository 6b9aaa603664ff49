import { inTraditional, misheard } from './chinese-names.ts';
import type { DemoCustomer } from './demo-customer.ts';
import { otherSpelling } from './organisations.ts';
import { drawMobile } from './phones.ts';
import { drawChinesePlace, type Place } from './places.ts';
import { type Random, randomFor } from './random.ts';
import { inLatin } from './romanise.ts';

/** What one source believes about a customer: the truth, but for what went wrong on the way. */
export interface Told {
  readonly person: string;
  readonly company: string | undefined;
  readonly gender: 'MALE' | 'FEMALE' | undefined;
  readonly birthDate: string | undefined;
  readonly mobile: string | undefined;
  readonly email: string | undefined;
  readonly wechat: string | undefined;
  readonly employer: string | undefined;
  readonly place: Place | undefined;
}

type Change = (told: Told, customer: DemoCustomer, random: Random) => Told;

/** How many duplicates a source holds of a customer: our choice near FEBRL's second set. */
export function duplicatesOf(source: string, index: number): number {
  return randomFor('duplicates', source, index).weighted([
    [0, 940],
    [1, 50],
    [2, 8],
    [3, 1],
    [4, 1],
  ]);
}

/**
 * What a source was told about a customer. The first record of a source has few mistakes; a duplicate (`copy` from 1) differs in
 * one to five fields, as often as in the FEBRL sets 1 and 4 (measured: 30, 34, 24, 10 and 3 per cent).
 */
export function toldTo(source: string, customer: DemoCustomer, copy: number): Told {
  const random = randomFor('told', source, customer.index, copy);
  const isEmpty = () => random.chance(0.07);
  const keep = <T>(value: T): T | undefined => (isEmpty() ? undefined : value);
  let told: Told = {
    person: nameOf(customer),
    company: customer.company?.name,
    gender: keep(customer.gender),
    birthDate: random.chance(0.35) ? undefined : customer.birthDate,
    mobile: random.chance(0.03) ? undefined : customer.mobile,
    email: keep(customer.email),
    wechat: keep(customer.wechat),
    employer: keep(customer.employer),
    place: keep(customer.place),
  };
  const changes =
    copy === 0
      ? random.weighted([
          [0, 80],
          [1, 17],
          [2, 3],
        ])
      : random.weighted([
          [1, 30],
          [2, 35],
          [3, 22],
          [4, 10],
          [5, 3],
        ]);
  for (let i = 0; i < changes; i++) told = random.weighted(copy === 0 ? SLIPS : DIFFERENCES)(told, customer, random);
  return told;
}

/** The name as it is usually written. */
export function nameOf({ isForeign, family, given }: DemoCustomer): string {
  return isForeign ? `${given} ${family}` : family + given;
}

const otherName: Change = (told, customer, random) => ({ ...told, person: otherFormOf(customer, random) });
const otherPhone: Change = (told, _customer, random) => ({
  ...told,
  mobile: told.mobile && (random.chance(0.6) ? mistyped(told.mobile, random) : drawMobile(random)),
});
const otherEmail: Change = (told, _customer, random) => ({
  ...told,
  email: told.email && told.email.replace(/^(.)(.)(.*)@/, random.chance(0.5) ? '$2$1$3@' : '$1$3@'),
});
const otherBirthday: Change = (told, { birthDate }) => ({ ...told, birthDate: swappedDate(birthDate) });
const moved: Change = (told, { isForeign }, random) => ({
  ...told,
  place: isForeign ? undefined : drawChinesePlace(random),
});
const noPlace: Change = (told, _customer, random) => ({
  ...told,
  place: told.place && {
    ...told.place,
    ...(random.chance(0.5) ? { province: '' } : { province: '', city: '', district: '' }),
  },
});
const otherCompany: Change = (told, _customer, random) => ({
  ...told,
  company: told.company && otherSpelling(random, told.company),
  employer: told.employer && otherSpelling(random, told.employer),
});
const forgotten: Change = (told, _customer, random) => ({
  ...told,
  ...random.pick([{ email: undefined }, { wechat: undefined }, { gender: undefined }, { mobile: undefined }]),
});

// What differs between two records of one person, as often as it was measured on FEBRL 1 and 4.
const DIFFERENCES: readonly (readonly [Change, number])[] = [
  [otherName, 33],
  [otherPhone, 20],
  [otherEmail, 10],
  [otherBirthday, 9],
  [moved, 12],
  [noPlace, 25],
  [otherCompany, 15],
  [forgotten, 12],
];
const SLIPS: readonly (readonly [Change, number])[] = [
  [otherName, 12],
  [otherPhone, 10],
  [otherEmail, 10],
  [otherBirthday, 14],
  [moved, 22],
  [noPlace, 20],
  [otherCompany, 22],
  [forgotten, 10],
];

function otherFormOf(customer: DemoCustomer, random: Random): string {
  const name = nameOf(customer);
  const { family, given, gender } = customer;
  if (customer.isForeign) {
    return random.pick([`${family}, ${given}`, `${given.charAt(0)}. ${family}`, swappedLetters(name, random), given]);
  }
  return random.weighted([
    [misheard(random, name), 40],
    [inTraditional(name), 10],
    [`${family}${gender === 'MALE' ? '先生' : random.pick(['女士', '小姐'])}`, 16],
    [`${family}总`, 6],
    [inLatin(customer, random.chance(0.6)), 12],
    [given + family, 5],
    [family + given.slice(-1), 8],
  ]);
}

function mistyped(phone: string, random: Random): string {
  const at = random.between(4, phone.length - 1);
  const digit = phone.charAt(at);
  if (!/\d/.test(digit)) return phone;
  const before = phone.slice(0, at);
  const after = phone.slice(at + 1);
  return random.weighted([
    [before + String((Number(digit) + random.between(1, 9)) % 10) + after, 60],
    [before + after.charAt(0) + digit + after.slice(1), 30],
    [before + after, 10],
  ]);
}

function swappedLetters(text: string, random: Random): string {
  const at = random.between(1, Math.max(1, text.length - 3));
  return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
}

/** Day and month exchanged where both are days and months, else the day before. */
function swappedDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  if (Number(day) <= 12 && day !== month) return `${year}-${day}-${month}`;
  return `${year}-${month}-${String(Math.max(1, Number(day) - 1)).padStart(2, '0')}`;
}
