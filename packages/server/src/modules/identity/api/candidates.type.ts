import { Float, ID, InputType, ObjectType } from 'type-graphql';
import { Filterable, Readable } from '../../../platform/graphql/exposure.ts';
import { LocalDateScalar } from '../../../platform/graphql/scalars.ts';
import { AddressInput, Customer, CustomerKindEnum, GenderEnum, IdentifierInput } from '../../customer/index.ts';
import { MatchFieldWeight } from './match.type.ts';

/** Somebody as a form describes them. */
@InputType({ description: 'Somebody as a form describes them, saved or not. What is left out says nothing.' })
export class CustomerMatchInput {
  @Filterable(() => CustomerKindEnum, 'INTERNAL', 'Person or organisation.', { nullable: false })
  kind: 'PERSON' | 'ORGANISATION';
  @Filterable(() => ID, 'INTERNAL', 'The customer being edited, who is no duplicate of itself.')
  excludeId?: string | null;
  @Filterable(() => String, 'PERSONAL', 'The name.')
  name?: string | null;
  @Filterable(() => String, 'PERSONAL', 'A person’s family name; taken from the name when left out.')
  familyName?: string | null;
  @Filterable(() => String, 'PERSONAL', 'A person’s given name; taken from the name when left out.')
  givenName?: string | null;
  @Filterable(() => GenderEnum, 'PERSONAL', 'A person’s gender.')
  gender?: 'MALE' | 'FEMALE' | 'OTHER' | 'UNKNOWN' | null;
  @Filterable(() => LocalDateScalar, 'PERSONAL', 'A person’s day of birth.')
  birthDate?: string | null;
  @Filterable(() => String, 'PERSONAL', 'Where a person works.')
  employer?: string | null;
  @Filterable(() => [String], 'PERSONAL', 'The phones as typed.')
  phones?: string[] | null;
  @Filterable(() => [String], 'PERSONAL', 'The e-mail addresses as typed.')
  emails?: string[] | null;
  @Filterable(() => [AddressInput], 'PERSONAL', 'The addresses.')
  addresses?: AddressInput[] | null;
  @Filterable(() => [IdentifierInput], 'SENSITIVE', 'The documents.', { as: 'lookUp' })
  identifiers?: IdentifierInput[] | null;
}

/** A customer who may be the one described. */
@ObjectType({ description: 'A customer who may be the one described, with what speaks for it and against.' })
export class CustomerMatch {
  @Readable(() => Customer, 'INTERNAL', 'The customer.')
  customer: Customer;
  @Readable(() => Float, 'INTERNAL', 'The chance that they are one, 0 to 1.')
  probability: number;
  @Readable(
    () => Float,
    'INTERNAL',
    'Match weight in bits: log₂ of the odds that they are one (Fellegi and Sunter 1969).',
  )
  weight: number;
  @Readable(() => [MatchFieldWeight], 'INTERNAL', 'What each field says. Fields that one of them lacks say nothing.')
  fields: MatchFieldWeight[];
}
