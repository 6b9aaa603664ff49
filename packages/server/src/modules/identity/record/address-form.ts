import { foldName } from '@dossier/shared/standardise';
import type { AddressFact } from '@dossier/shared/facts';
import type { AddressForm } from './match-record.ts';
import { pairsOf } from './name-forms.ts';

const HAN = /\p{Script=Han}/u;
/** Kinds of streets and points of the compass as people shorten them; what they stand for tells nothing by itself. */
const KINDS: Readonly<Record<string, string>> = Object.fromEntries(
  'street st|avenue ave av|road rd|drive dr|place pl|crescent cres cr|court ct|close cl|circuit cct crct|boulevard blvd bd|lane ln|terrace tce ter|parade pde|highway hwy|square sq|parkway pkwy|north n|south s|east e|west w|apartment apt|suite ste|floor fl|unit'
    .split('|')
    .flatMap((line) => {
      const [long = '', ...short] = line.split(' ');
      return short.map((form): [string, string] => [form, long]);
    }),
);

/** An address, ready for comparing; undefined when it says nothing. */
export function addressForm(fact: AddressFact): AddressForm | undefined {
  const folded = foldName(fact.line ?? '');
  const tokens = folded.split(' ').filter((token) => token !== '');
  const chinese = HAN.test(folded);
  const words = chinese
    ? pairsOf(folded.replaceAll(/[\s\d]/gu, ''))
    : tokens.filter((token) => !/\d/.test(token)).map((token) => KINDS[token] ?? token);
  const form = {
    country: fact.country ?? '',
    province: comparable(fact.province),
    city: comparable(fact.city),
    district: comparable(fact.district),
    postalCode: comparable(fact.postalCode),
    numbers: folded.match(/\d+/g) ?? [],
    words,
    line: chinese ? folded.replaceAll(' ', '') : tokens.map((token) => KINDS[token] ?? token).join(''),
  };
  return form.line === '' && form.city === '' && form.postalCode === '' && form.province === '' ? undefined : form;
}

function comparable(text: string | undefined): string {
  return text === undefined ? '' : foldName(text).replaceAll(' ', '');
}
