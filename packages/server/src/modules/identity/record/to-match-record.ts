import type { AddressFact, ContactPointFact, IdentifierFact, SingleFact } from '@dossier/shared/facts';
import { addressForm } from './address-form.ts';
import type { AddressForm, MatchRecord, OrganisationNameForm, PersonNameForm } from './match-record.ts';
import { organisationNameForm, personNameForm } from './name-forms.ts';

/** What recognition needs of what a source says; a `Statement` has it. */
export interface Said {
  readonly fields: ReadonlyMap<string, { readonly fact: SingleFact }>;
  readonly contactPoints: readonly { readonly fact: ContactPointFact }[];
  readonly addresses: readonly { readonly fact: AddressFact }[];
  readonly identifiers: readonly { readonly fact: IdentifierFact }[];
  /** Contact points that are not shown: `TYPE|match key`. */
  readonly hidden: ReadonlySet<string>;
}

/** What of a customer takes part in recognition, from everything its sources say now. */
export function toMatchRecord(id: number, kind: 'PERSON' | 'ORGANISATION', statements: readonly Said[]): MatchRecord {
  const names = new Map<string, PersonNameForm>();
  const organisationNames = new Map<string, OrganisationNameForm>();
  const [births, genders, phones, emails] = [
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
  ];
  const [identifiers, employers] = [new Set<string>(), new Set<string>()];
  const addresses = new Map<string, AddressForm>();
  for (const statement of statements) {
    const textOf = (field: string) => textOfFact(statement.fields.get(field)?.fact);
    if (kind === 'PERSON') {
      const form = personNameForm(textOf('FAMILY_NAME'), textOf('GIVEN_NAME'), textOf('NAME'));
      if (form) names.set(`${form.family?.text ?? ''}|${form.given?.text ?? ''}`, form);
    } else {
      const name = textOf('NAME');
      const form = name === undefined ? undefined : organisationNameForm(name);
      if (form) organisationNames.set(`${form.core}|${form.branch ?? ''}`, form);
    }
    add(births, textOf('BIRTH_DATE')?.replaceAll(/\D/g, ''));
    add(genders, textOf('GENDER'));
    const employer = textOf('EMPLOYER');
    add(employers, employer === undefined ? undefined : organisationNameForm(employer)?.core);
    for (const { fact } of statement.contactPoints) {
      if (statement.hidden.size > 0 && statement.hidden.has(`${fact.type}|${fact.matchKey ?? fact.value}`)) continue;
      if (fact.type === 'PHONE') add(phones, phoneOf(fact.matchKey ?? fact.value));
      if (fact.type === 'EMAIL') add(emails, (fact.matchKey ?? fact.value).toLowerCase());
      if (fact.type === 'WECHAT') add(identifiers, `WECHAT:${fact.matchKey ?? fact.value.toLowerCase()}`);
    }
    for (const { fact } of statement.identifiers) {
      add(identifiers, `${fact.type}:${fact.matchKey ?? fact.value.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '')}`);
    }
    for (const { fact } of statement.addresses) {
      const form = addressForm(fact);
      if (form) addresses.set(`${form.postalCode}|${form.city}|${form.line}`, form);
    }
  }
  return {
    id,
    kind,
    names: [...names.values()],
    organisationNames: [...organisationNames.values()],
    births: [...births],
    genders: [...genders],
    phones: [...phones],
    emails: [...emails],
    identifiers: [...identifiers],
    addresses: [...addresses.values()],
    employers: [...employers],
  };
}

/** The standardised text, or what was written where that could not be standardised: a date with a slip is still evidence. */
function textOfFact(fact: SingleFact | undefined): string | undefined {
  if (fact === undefined) return undefined;
  return fact.value ?? (fact.problem === undefined ? undefined : fact.raw);
}

/** The number without its extension, which is a desk and no other line. */
function phoneOf(text: string): string | undefined {
  const digits = text.replace(/(?:;ext=|ext|x|转|#|分机).*$/iu, '').replaceAll(/[^\d+]/g, '');
  return digits.length < 5 ? undefined : digits;
}

function add(values: Set<string>, value: string | undefined): void {
  if (value !== undefined && value !== '') values.add(value);
}
