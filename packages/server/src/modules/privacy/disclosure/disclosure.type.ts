import { ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { connectionOf } from '../../../platform/graphql/connection.ts';
import { Filterable, Readable } from '../../../platform/graphql/exposure.ts';
import { type Resolved, withFields } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar, LocalDateScalar } from '../../../platform/graphql/scalars.ts';
import { fieldSetLoader } from '../field-set/field-sets.ts';
import { PurposeEnum } from '../privacy-enums.ts';
import type { DisclosedDay } from './fold-disclosures.ts';

/** What one app was given of one customer on one day. */
@ObjectType({ description: 'What a partner app was given of a customer on one day, under one purpose.' })
export class Disclosure {
  customerKey: number;
  fieldSetKey: number;
  position: DisclosedDay;
  @Readable(() => ID, 'INTERNAL', 'Whose data it was.')
  customerId: string;
  @Readable(() => ID, 'INTERNAL', 'The partner app that got it.')
  appId: string;
  @Readable(() => PurposeEnum, 'INTERNAL', 'What for.')
  purpose: string;
  @Readable(() => [String], 'INTERNAL', 'Which fields.')
  fields: Resolved<readonly string[]>;
  @Readable(() => LocalDateScalar, 'INTERNAL', 'The day, in UTC.')
  day: string;
  @Readable(() => Int, 'INTERNAL', 'How many responses had these fields of this customer.')
  count: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'The first of them.')
  firstAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'The last of them.')
  lastAt: number;
}

/** A page of disclosures. */
export const DisclosureConnection = connectionOf(Disclosure, 'Disclosure', { totalCount: false });

/** Which disclosures. */
@InputType({ description: 'Which disclosures; all that is given must hold.' })
export class DisclosureFilter {
  @Filterable(() => ID, 'INTERNAL', 'To this partner app.')
  appId?: string | null;
  @Filterable(() => PurposeEnum, 'INTERNAL', 'Under this purpose.')
  purpose?: string | null;
  @Filterable(() => LocalDateScalar, 'INTERNAL', 'On this day (UTC) or later.')
  from?: string | null;
  @Filterable(() => LocalDateScalar, 'INTERNAL', 'On this day (UTC) or earlier.')
  to?: string | null;
}

const computed: Pick<Disclosure, 'fields'> & ThisType<Disclosure> = {
  async fields(_args, ctx) {
    return await ctx.once(fieldSetLoader).load(this.fieldSetKey);
  },
};

/** Days as the API shows them. */
export function toDisclosures(ctx: Ctx, days: readonly DisclosedDay[]): Disclosure[] {
  return withFields(
    days.map((one) => ({
      customerKey: one.customerId,
      fieldSetKey: one.fieldSetId,
      position: one,
      customerId: ctx.publicIds.encode('cus', one.customerId),
      appId: ctx.publicIds.encode('app', one.readerId),
      purpose: one.purpose,
      day: one.day,
      count: one.count,
      firstAt: one.firstAt,
      lastAt: one.lastAt,
    })),
    computed,
  );
}
