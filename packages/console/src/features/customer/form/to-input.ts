import { fieldsNotForKind } from '@dossier/shared/customer';
import type {
  AddressInput,
  ContactPointInput,
  CustomerCreateInput,
  CustomerUpdateInput,
  Gender,
  IdentifierInput,
} from '../../../gql/graphql.ts';
import type { CustomerDraft } from './draft.ts';

const TEXTS = [
  'familyName',
  'givenName',
  'gender',
  'birthDate',
  'employer',
  'jobTitle',
  'industry',
  'size',
  'note',
  'stage',
  'grade',
  'ownerId',
] as const;

/** Everything but name and kind, missing values as null. */
type Values = Pick<
  CustomerUpdateInput,
  (typeof TEXTS)[number] | 'tagIds' | 'contactPoints' | 'addresses' | 'identifiers'
>;

/** What is sent to make a customer: what is filled in, without what this kind of customer does not have. */
export function toCreateInput(draft: CustomerDraft): CustomerCreateInput {
  const values = valuesOf(draft);
  const filled = Object.entries(values).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return {
    kind: draft.kind,
    name: draft.name.trim(),
    ...Object.fromEntries(filled),
    ...(draft.sourceId && { sourceId: draft.sourceId }),
    ...(draft.externalId.trim() && { externalId: draft.externalId.trim() }),
  };
}

/** What is sent to change a customer: only what differs from how it was; emptied fields are null. */
export function toUpdateInput(base: CustomerDraft, draft: CustomerDraft): CustomerUpdateInput {
  const before: Readonly<Record<string, unknown>> = { ...valuesOf(base) };
  const changed = Object.entries(valuesOf(draft)).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field]),
  );
  return {
    ...(draft.kind !== base.kind && { kind: draft.kind }),
    ...(draft.name.trim() !== base.name.trim() && { name: draft.name.trim() }),
    ...Object.fromEntries(changed),
  };
}

function valuesOf(draft: CustomerDraft): Values {
  const foreign = fieldsNotForKind(draft.kind, { ...draft });
  const texts = TEXTS.map((field) => [field, foreign.includes(field) ? null : orNull(draft[field])] as const);
  // The list of the fields above says which these are; the gender is chosen from a list of its values.
  const plain = Object.fromEntries(texts) as Record<Exclude<(typeof TEXTS)[number], 'gender'>, string | null> & {
    gender: Gender | null;
  };
  return {
    ...plain,
    tagIds: draft.tags,
    contactPoints: draft.contactPoints.filter(({ value }) => value.trim() !== '').map(toContact),
    addresses: draft.addresses.filter(isAddressFilled).map(toAddress),
    identifiers: draft.identifiers.filter(({ value }) => value.trim() !== '').map(toIdentifier),
  };
}

/** Whether anything but the country is typed. */
export function isAddressFilled(address: CustomerDraft['addresses'][number]): boolean {
  return [address.province, address.city, address.district, address.line, address.postalCode].some((text) =>
    text.trim(),
  );
}

function toContact({
  type,
  label,
  value,
  isPrimary,
  verified,
  holderName,
  holderTitle,
}: CustomerDraft['contactPoints'][number]): ContactPointInput {
  return {
    type,
    label: label || null,
    value: value.trim(),
    isPrimary,
    verified,
    holderName: orNull(holderName),
    holderTitle: orNull(holderTitle),
  };
}

function toAddress({ type, isPrimary, ...parts }: CustomerDraft['addresses'][number]): AddressInput {
  return {
    type,
    country: orNull(parts.country),
    province: orNull(parts.province),
    city: orNull(parts.city),
    district: orNull(parts.district),
    line: orNull(parts.line),
    postalCode: orNull(parts.postalCode),
    isPrimary,
  };
}

function toIdentifier({ type, value, verified, ...parts }: CustomerDraft['identifiers'][number]): IdentifierInput {
  return {
    type,
    value: value.trim(),
    verified,
    issuer: orNull(parts.issuer),
    validFrom: orNull(parts.validFrom),
    validTo: orNull(parts.validTo),
  };
}

function orNull(text: string): string | null {
  return text.trim() || null;
}
