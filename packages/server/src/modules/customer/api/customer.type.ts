import { fieldsBehind } from '@dossier/shared/facts';
import { ID, Int, ObjectType } from 'type-graphql';
import { loadUser, toUser, User, VisibilityEnum } from '../../access/index.ts';
import { Readable } from '../../../platform/graphql/exposure.ts';
import { Node } from '../../../platform/graphql/node.type.ts';
import type { Resolved } from '../../../platform/graphql/resolved.ts';
import type { Level } from '../../../platform/policy/compile-grants.ts';
import { levelOfRow } from '../../../platform/policy/guard-fields.ts';
import { DateTimeScalar, LocalDateScalar } from '../../../platform/graphql/scalars.ts';
import { customerTagsLoader, Tag } from '../tag/tag.type.ts';
import { Address, ContactPoint } from './contact.type.ts';
import { addressLoader, contactPointLoader } from './contact.loader.ts';
import { CustomerActions, customerActions } from './customer-actions.ts';
import { CustomerKindEnum, CustomerStatusEnum, GenderEnum } from './customer-enums.ts';

/** The golden record of a customer, as the API shows it. Properties that lists can leave out of the SQL are optional. */
@ObjectType({
  implements: Node,
  description:
    'A customer, a person or an organisation: the one record that everything known about them is chosen into.',
})
export class Customer {
  key: number;
  /** The same: whose its personal values are. */
  readonly customerKey: number;
  versionNumber?: number;
  ownerKey?: number | null;

  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => String, 'INTERNAL', 'The customer number (客户号): unique, check-digited, never reused.')
  number: string;
  @Readable(() => CustomerKindEnum, 'INTERNAL', 'Person or organisation.')
  kind: string;
  @Readable(() => String, 'PERSONAL', 'The name as people say it; null when no source gives one.', {
    nullable: true,
    tells: ['NAME'],
    mask: 'name',
  })
  name: string | null;
  @Readable(() => String, 'PERSONAL', 'A person’s family name.', {
    nullable: true,
    tells: ['FAMILY_NAME'],
    mask: 'name',
  })
  familyName: string | null;
  @Readable(() => String, 'PERSONAL', 'A person’s given name.', { nullable: true, tells: ['GIVEN_NAME'] })
  givenName: string | null;
  @Readable(() => GenderEnum, 'PERSONAL', 'A person’s gender.', { nullable: true, tells: ['GENDER'] })
  gender: string | null;
  @Readable(() => LocalDateScalar, 'PERSONAL', 'A person’s day of birth.', { nullable: true, tells: ['BIRTH_DATE'] })
  birthDate: string | null;
  @Readable(() => String, 'PERSONAL', 'Where a person works.', { nullable: true, tells: ['EMPLOYER'] })
  employer: string | null;
  @Readable(() => String, 'PERSONAL', 'What a person is there.', { nullable: true, tells: ['JOB_TITLE'] })
  jobTitle: string | null;
  @Readable(() => String, 'PUBLIC', 'An organisation’s industry: a code of the list "industry".', { nullable: true })
  industry: string | null;
  @Readable(() => String, 'INTERNAL', 'An organisation’s size: a code of the list "size".', { nullable: true })
  size: string | null;
  @Readable(() => String, 'PERSONAL', 'Free text.', { nullable: true, tells: ['NOTE'] })
  note: string | null;
  @Readable(() => String, 'INTERNAL', 'Where the customer stands in its life cycle: a code of the list "stage".', {
    nullable: true,
  })
  stage: string | null;
  @Readable(() => String, 'INTERNAL', 'How much the customer matters: a code of the list "grade".', { nullable: true })
  grade: string | null;
  @Readable(() => CustomerStatusEnum, 'INTERNAL', 'Whether the record is in use.')
  status: string;
  @Readable(() => User, 'INTERNAL', 'Who looks after the customer.', { nullable: true })
  owner: Resolved<User | null>;
  @Readable(() => [Tag], 'INTERNAL', 'The tags, by name.')
  tags: Resolved<Tag[]>;
  @Readable(() => String, 'INTERNAL', 'Country of the primary address (ISO 3166-1 alpha-2).', { nullable: true })
  country: string | null;
  @Readable(() => String, 'INTERNAL', 'Province of the primary address.', { nullable: true })
  province: string | null;
  @Readable(() => String, 'INTERNAL', 'City of the primary address.', { nullable: true })
  city: string | null;
  @Readable(() => String, 'INTERNAL', 'District of the primary address.', { nullable: true })
  district: string | null;
  @Readable(() => ContactPoint, 'PERSONAL', 'The phone to call.', { nullable: true, tells: ['PHONE'] })
  primaryPhone: Resolved<ContactPoint | null>;
  @Readable(() => ContactPoint, 'PERSONAL', 'The e-mail address to write to.', { nullable: true, tells: ['EMAIL'] })
  primaryEmail: Resolved<ContactPoint | null>;
  @Readable(
    () => [ContactPoint],
    'PERSONAL',
    'All ways to reach the customer, those of the most believed sources first.',
    { nullable: true, tells: fieldsBehind('contactPoints') },
  )
  contactPoints: Resolved<ContactPoint[]>;
  @Readable(() => [Address], 'PERSONAL', 'All addresses, those of the most believed sources first.', {
    nullable: true,
    tells: ['ADDRESS'],
  })
  addresses: Resolved<Address[]>;
  @Readable(() => Int, 'INTERNAL', 'How much of what one wants to know is known, by weight: 0 to 100 per cent.')
  completeness: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When the customer was first recorded here.')
  createdAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When the record last changed.')
  updatedAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When the customer was archived.', { nullable: true })
  archivedAt: number | null;
  @Readable(() => String, 'INTERNAL', 'Changes with every change; updates send it back.')
  version: Resolved<string>;
  @Readable(
    () => VisibilityEnum,
    'INTERNAL',
    'How much of this customer’s personal values you see; what is not FULL is masked or null.',
  )
  visibility: Resolved<Level>;
  @Readable(() => CustomerActions, 'INTERNAL', 'What you may do with this customer.')
  viewerCan: Resolved<CustomerActions>;
}

type Computed =
  | 'customerKey'
  | 'id'
  | 'owner'
  | 'tags'
  | 'primaryPhone'
  | 'primaryEmail'
  | 'contactPoints'
  | 'addresses'
  | 'version'
  | 'visibility'
  | 'viewerCan';

/** The computed fields of {@link Customer}. */
export const customerFields: Pick<Customer, Computed> & ThisType<Customer> = {
  get customerKey() {
    return this.key;
  },
  id(_args, ctx) {
    return ctx.publicIds.encode('cus', this.key);
  },
  async owner(_args, ctx) {
    const owner = this.ownerKey ? await loadUser(ctx, this.ownerKey) : undefined;
    return owner ? toUser(ctx, owner) : null;
  },
  tags(_args, ctx) {
    return ctx.once(customerTagsLoader).load(this.key);
  },
  async primaryPhone(_args, ctx) {
    return (
      (await ctx.once(contactPointLoader).load(this.key)).find(
        ({ type, isPrimary }) => type === 'PHONE' && isPrimary,
      ) ?? null
    );
  },
  async primaryEmail(_args, ctx) {
    return (
      (await ctx.once(contactPointLoader).load(this.key)).find(
        ({ type, isPrimary }) => type === 'EMAIL' && isPrimary,
      ) ?? null
    );
  },
  contactPoints(_args, ctx) {
    return ctx.once(contactPointLoader).load(this.key);
  },
  addresses(_args, ctx) {
    return ctx.once(addressLoader).load(this.key);
  },
  version(_args, ctx) {
    return ctx.publicIds.version(this.key, this.versionNumber ?? 0);
  },
  visibility(_args, ctx) {
    return levelOfRow(ctx.actor.grants, 'PERSONAL', this);
  },
  viewerCan(_args, ctx) {
    return customerActions(ctx, this);
  },
};
