import { formatPhone } from '@dossier/shared/standardise';
import { ID, ObjectType } from 'type-graphql';
import { Readable } from '../../../platform/graphql/exposure.ts';
import type { Resolved } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import type { Shielded } from '../../../platform/policy/shielded.ts';
import type { AddressContent, ContactContent } from '../sealed/contents.ts';
import type { ShieldedContent } from '../sealed/shield.ts';
import { sourceLoader } from '../source/source.loader.ts';
import { Source } from '../source/source.type.ts';
import { AddressTypeEnum, ContactPointLabelEnum, ContactPointTypeEnum } from './customer-enums.ts';

/** A way to reach a customer. */
@ObjectType({ description: 'A phone number, e-mail address or other way to reach a customer.' })
export class ContactPoint {
  key: number;
  sourceKey: number;
  /** What is sealed of it. */
  content: ShieldedContent<ContactContent>;
  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => ContactPointTypeEnum, 'INTERNAL', 'What it is.')
  type: string;
  @Readable(() => ContactPointLabelEnum, 'INTERNAL', 'What it is used for.', { nullable: true })
  label: string | null;
  @Readable(
    () => String,
    'PERSONAL',
    'The standardised value: E.164 for phones, with ";ext=" for an extension; as it came when it is not valid.',
    { nullable: true, mask: 'contact' },
  )
  value: Resolved<Shielded>;
  @Readable(
    () => String,
    'PERSONAL',
    'The value as people write it: phones in national form, those of other countries in international form.',
    { nullable: true, mask: 'contact' },
  )
  display: Resolved<Shielded>;
  @Readable(() => Boolean, 'INTERNAL', 'The one to use among those of its type.')
  isPrimary: number;
  @Readable(() => Boolean, 'INTERNAL', 'Whether the value could be standardised.')
  isValid: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was last verified.', { nullable: true })
  verifiedAt: number | null;
  @Readable(() => String, 'PERSONAL', 'Whose it is, when that is not the customer: an organisation’s contact person.', {
    nullable: true,
    mask: 'name',
  })
  holderName: Resolved<Shielded>;
  @Readable(() => String, 'PERSONAL', 'The holder’s job title.', { nullable: true })
  holderTitle: Resolved<Shielded>;
  @Readable(() => Source, 'INTERNAL', 'Which source it comes from; the most believed one when several agree.', {
    nullable: true,
  })
  source: Resolved<Source | null>;
}

/** The computed fields of {@link ContactPoint}. */
export const contactPointFields: Pick<
  ContactPoint,
  'id' | 'value' | 'display' | 'holderName' | 'holderTitle' | 'source'
> &
  ThisType<ContactPoint> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('cpt', this.key);
  },
  value() {
    return this.content.text((content) => content?.value);
  },
  async display(_args, ctx) {
    if (this.type !== 'PHONE') return this.content.text((content) => content?.value);
    const { defaultPhoneRegion } = await ctx.settings();
    return this.content.text((content) => content && formatPhone(content.value, defaultPhoneRegion));
  },
  holderName() {
    return this.content.text((content) => content?.holderName);
  },
  holderTitle() {
    return this.content.text((content) => content?.holderTitle);
  },
  source(_args, ctx) {
    return ctx.once(sourceLoader).load(this.sourceKey);
  },
};

/** A postal address. */
@ObjectType({ description: 'A postal address; province, city and district are structured for China.' })
export class Address {
  key: number;
  sourceKey: number;
  /** What is sealed of it. */
  content: ShieldedContent<AddressContent>;
  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => AddressTypeEnum, 'INTERNAL', 'What it is used for.', { nullable: true })
  type: string | null;
  @Readable(() => String, 'INTERNAL', 'ISO 3166-1 alpha-2 country code.', { nullable: true })
  country: string | null;
  @Readable(() => String, 'INTERNAL', 'Province or first-level region.', { nullable: true })
  province: string | null;
  @Readable(() => String, 'INTERNAL', 'City or second-level region.', { nullable: true })
  city: string | null;
  @Readable(() => String, 'INTERNAL', 'District or county.', { nullable: true })
  district: string | null;
  @Readable(() => String, 'INTERNAL', 'GB/T 2260 code of the smallest division recognised.', { nullable: true })
  regionCode: string | null;
  @Readable(() => String, 'PERSONAL', 'Street, house and room.', { nullable: true })
  line: Resolved<Shielded>;
  @Readable(() => String, 'INTERNAL', 'Postal code.', { nullable: true })
  postalCode: string | null;
  @Readable(() => Boolean, 'INTERNAL', 'The one whose region the customer is counted under.')
  isPrimary: number;
  @Readable(() => String, 'PERSONAL', 'The whole address in one line, as people write it.', { nullable: true })
  text: Resolved<Shielded>;
  @Readable(() => Source, 'INTERNAL', 'Which source it comes from.', { nullable: true })
  source: Resolved<Source | null>;
}

/** The computed fields of {@link Address}. */
export const addressFields: Pick<Address, 'id' | 'source' | 'line' | 'text'> & ThisType<Address> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('adr', this.key);
  },
  line() {
    return this.content.text((content) => content?.line);
  },
  text() {
    return this.content.text((content) => addressLine({ ...this, line: content?.line ?? null }));
  },
  source(_args, ctx) {
    return ctx.once(sourceLoader).load(this.sourceKey);
  },
};

/** An address in one line, as people write it: from large to small in Chinese, the other way round elsewhere. */
export function addressLine(
  address: Pick<Address, 'country' | 'province' | 'city' | 'district'> & { readonly line: string | null },
): string {
  const { country, province, city, district, line } = address;
  const parts = [province, city === province ? null : city, district, line];
  const isChinese = country === 'CN' || country === null;
  return (isChinese ? parts : parts.toReversed()).filter(Boolean).join(isChinese ? '' : ', ');
}
