import type { Ctx } from '../../../platform/context/context.ts';
import { openAddresses, openContacts, openIdentifiers } from '../sealed/open-contents.ts';
import { addressLine } from './contact.type.ts';
import { findCustomer } from './customer.repository.ts';
import type { RevealedCustomer } from './reveal.type.ts';

const PURPOSE = 'REVEAL';

/** Everything personal and sensitive of one customer in full. Whoever asks has the right to, and it was written down. */
export async function readRevealed(ctx: Ctx, key: number): Promise<RevealedCustomer | null> {
  const customer = await findCustomer(ctx, key);
  if (!customer) return null;
  const { name, familyName, givenName, gender, birthDate, employer, jobTitle, note } = customer;
  const [contactPoints, addresses, identifiers] = await Promise.all([
    contactPointsOf(ctx, key),
    addressesOf(ctx, key),
    identifiersOf(ctx, key),
  ]);
  return {
    name,
    familyName,
    givenName,
    gender,
    birthDate,
    employer,
    jobTitle,
    note,
    contactPoints,
    addresses,
    identifiers,
  };
}

async function contactPointsOf(ctx: Ctx, customerId: number): Promise<RevealedCustomer['contactPoints']> {
  const rows = await ctx.db.read
    .selectFrom('contact_point')
    .select(['id', 'subject_id', 'type', 'label', 'sealed'])
    .where('customer_id', '=', customerId)
    .orderBy('position')
    .execute();
  return (await openContacts(ctx, PURPOSE, rows)).map(({ type, label, content }) => {
    const { value = null, holderName = null } = content ?? {};
    return { type, label, value, holderName };
  });
}

async function addressesOf(ctx: Ctx, customerId: number): Promise<RevealedCustomer['addresses']> {
  const rows = await ctx.db.read
    .selectFrom('address')
    .select(['id', 'subject_id', 'type', 'country', 'province', 'city', 'district', 'sealed'])
    .where('customer_id', '=', customerId)
    .orderBy('position')
    .execute();
  return (await openAddresses(ctx, PURPOSE, rows)).map(({ content, ...row }) => ({
    type: row.type,
    text: addressLine({ ...row, line: content?.line ?? null }),
  }));
}

async function identifiersOf(ctx: Ctx, customerId: number): Promise<RevealedCustomer['identifiers']> {
  const rows = await ctx.db.read
    .selectFrom('identifier')
    .select(['id', 'subject_id', 'type', 'issuer', 'is_valid', 'verified_at', 'valid_from', 'valid_to', 'sealed'])
    .where('customer_id', '=', customerId)
    .orderBy('position')
    .execute();
  return (await openIdentifiers(ctx, PURPOSE, rows)).map((row) => ({
    type: row.type,
    issuer: row.issuer,
    value: row.content?.value ?? null,
    isValid: row.is_valid,
    verifiedAt: row.verified_at,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }));
}
