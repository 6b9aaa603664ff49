import { SEEING_WAYS } from '@dossier/shared/privacy';
import { ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { connectionOf } from '../../../platform/graphql/connection.ts';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { AboutInstallation, Filterable, Readable } from '../../../platform/graphql/exposure.ts';
import { type Resolved, withFields } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar, LocalDateScalar } from '../../../platform/graphql/scalars.ts';
import { loadUser, toUser, User } from '../../access/index.ts';
import { revealReasonLoader } from '../../audit/index.ts';
import { fieldSetLoader } from '../field-set/field-sets.ts';
import { PurposeEnum } from '../privacy-enums.ts';
import type { DisclosedDay } from './fold-disclosures.ts';

/** How somebody came to see values of a customer. */
export const SeeingWayEnum = enumOf(
  'SeeingWay',
  'How somebody came to see values of a customer in full.',
  // Of exactly these codes.
  Object.fromEntries(SEEING_WAYS.items.map(({ code, label }) => [code, `${label.en}.`])) as Record<
    (typeof SEEING_WAYS)['codes'][number],
    string
  >,
);

/** What somebody saw of one customer on one day in one way. */
@AboutInstallation()
@ObjectType({ description: 'What somebody saw in full of a customer on one day, in one way.' })
export class Sighting {
  customerKey: number;
  fieldSetKey: number;
  position: DisclosedDay;
  @Readable(() => ID, 'INTERNAL', 'Whose data it was. The customer may have been erased since.')
  customerId: string;
  @Readable(() => User, 'INTERNAL', 'The member of staff; null for partner apps and the command line.', {
    nullable: true,
  })
  user: Resolved<User | null>;
  @Readable(() => ID, 'INTERNAL', 'The partner app; null for staff.', { nullable: true })
  appId: string | null;
  @Readable(() => SeeingWayEnum, 'INTERNAL', 'How.')
  way: string;
  @Readable(() => PurposeEnum, 'INTERNAL', 'What the app asked it for; null for staff.', { nullable: true })
  purpose: string | null;
  @Readable(() => String, 'INTERNAL', 'What was open in the console: the name of its query.', { nullable: true })
  operation: string | null;
  @Readable(() => ID, 'INTERNAL', 'The export it was in.', { nullable: true })
  exportId: string | null;
  @Readable(() => [String], 'INTERNAL', 'Why, in the words of whoever revealed it.')
  reasons: Resolved<readonly string[]>;
  @Readable(() => [String], 'INTERNAL', 'Which fields; a look-up confirms one at most.')
  fields: Resolved<readonly string[]>;
  @Readable(() => LocalDateScalar, 'INTERNAL', 'The day, in UTC.')
  day: string;
  @Readable(() => Int, 'INTERNAL', 'How many answers had these fields of this customer.')
  count: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'The first of them.')
  firstAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'The last of them.')
  lastAt: number;
}

/** A page of what was seen. */
export const SightingConnection = connectionOf(Sighting, 'Sighting', { totalCount: false, aboutInstallation: true });

/** Which of what was seen. */
@AboutInstallation()
@InputType({ description: 'Which of what was seen; all that is given must hold.' })
export class SightingFilter {
  @Filterable(() => SeeingWayEnum, 'INTERNAL', 'In this way.')
  way?: (typeof SEEING_WAYS)['codes'][number] | null;
  @Filterable(() => LocalDateScalar, 'INTERNAL', 'On this day (UTC) or later.')
  from?: string | null;
  @Filterable(() => LocalDateScalar, 'INTERNAL', 'On this day (UTC) or earlier.')
  to?: string | null;
}

const computed: Pick<Sighting, 'user' | 'fields' | 'reasons'> & ThisType<Sighting> = {
  async user(_args, ctx) {
    const user = this.way === 'APP' ? undefined : await loadUser(ctx, this.position.readerId);
    return user ? toUser(ctx, user) : null;
  },
  async fields(_args, ctx) {
    return await ctx.once(fieldSetLoader).load(this.fieldSetKey);
  },
  async reasons(_args, ctx) {
    const { way, readerId: actorId, customerId, firstAt: from, lastAt: to } = this.position;
    return way === 'REVEAL' ? await ctx.once(revealReasonLoader).load({ actorId, customerId, from, to }) : [];
  },
};

/** Days as the API shows them. */
export function toSightings(ctx: Ctx, days: readonly DisclosedDay[]): Sighting[] {
  return withFields(
    days.map((one) => ({
      customerKey: one.customerId,
      fieldSetKey: one.fieldSetId,
      position: one,
      customerId: ctx.publicIds.encode('cus', one.customerId),
      appId: one.way === 'APP' ? ctx.publicIds.encode('app', one.readerId) : null,
      way: one.way,
      purpose: one.way === 'APP' ? one.purpose : null,
      operation: one.way === 'VIEW' ? one.purpose : null,
      exportId: one.way === 'EXPORT' ? ctx.publicIds.encode('exp', Number(one.purpose)) : null,
      day: one.day,
      count: one.count,
      firstAt: one.firstAt,
      lastAt: one.lastAt,
    })),
    computed,
  );
}
