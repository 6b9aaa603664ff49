import type { CustomerField } from '@dossier/shared/facts';
import { ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection.ts';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { Readable } from '../../../platform/graphql/exposure.ts';
import type { Resolved } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { CustomerFieldEnum } from '../../customer/index.ts';
import { Order } from '../api/order.type.ts';

/** What an entry of the timeline tells of. */
export const TimelineKindEnum = enumOf('TimelineKind', 'What an entry of the timeline tells of.', {
  ORDER: 'A purchase.',
  RETURN: 'A return without a purchase.',
  IMPORT: 'An import said something about the customer.',
  CHANGE: 'Staff or a program changed the record.',
  CREATED: 'The customer was first recorded.',
  ARCHIVED: 'The record was put away.',
  RESTORED: 'The record was taken out of the archive.',
});
/** See {@link TimelineKindEnum}. */
export type TimelineKind = keyof typeof TimelineKindEnum;

/** Something that happened with a customer. The intake module adds the import. */
@ObjectType({ description: 'Something that happened with a customer.' })
export class TimelineEntry {
  key: number;
  orderKey: number | null;
  /** The import it tells of; for the module that knows imports. */
  importKey: number | null;
  sourceKey: number | null;
  lineCount: number | null;
  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => TimelineKindEnum, 'INTERNAL', 'What it tells of.')
  kind: TimelineKind;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it happened.')
  at: number;
  @Readable(() => String, 'INTERNAL', 'A sentence for a person, in the caller’s language.')
  title: Resolved<string>;
  @Readable(() => String, 'INTERNAL', 'More words, when there are any.', { nullable: true })
  detail: Resolved<string | null>;
  @Readable(() => String, 'INTERNAL', 'Who did it, when a person or program did.', { nullable: true })
  actorName: string | null;
  @Readable(() => Order, 'INTERNAL', 'The order it tells of.', { nullable: true })
  order: Resolved<Order | null>;
  @Readable(() => [CustomerFieldEnum], 'INTERNAL', 'The fields concerned, for changes.', { nullable: true })
  fields: readonly CustomerField[] | null;
}

/** An entry as it is read. */
export type TimelineRow = Omit<TimelineEntry, 'id' | 'title' | 'detail' | 'order'>;

/** A page of a timeline. */
export const TimelineConnection = connectionOf(TimelineEntry, 'Timeline', { totalCount: false });
/** See {@link TimelineConnection}. */
export type TimelineConnection = InstanceType<typeof TimelineConnection>;
