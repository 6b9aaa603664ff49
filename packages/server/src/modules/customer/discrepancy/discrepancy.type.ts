import type { CustomerField } from '@dossier/shared/facts';
import { ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection.ts';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { Filterable, Readable } from '../../../platform/graphql/exposure.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { Customer } from '../api/customer.type.ts';
import { CustomerFieldEnum } from '../api/customer-enums.ts';
import { Source } from '../source/source.type.ts';
import type { Closing } from './disagreements.ts';

const DiscrepancyClosingEnum = enumOf<Closing>('DiscrepancyClosing', 'Why two sources do not disagree any more.', {
  AGREED: 'One of them changed its word.',
  VERIFIED: 'Somebody checked a value of the field.',
  PINNED: 'Somebody pinned a value of the field.',
  SILENT: 'One of them says nothing of it any more, or staff took away what it says.',
});

/** What one of two sources says. */
@ObjectType({ description: 'What one of two sources that disagree says.' })
export class DiscrepancySide {
  customerKey: number;
  field: CustomerField;
  @Readable(() => Source, 'INTERNAL', 'The source.')
  source: Source;
  @Readable(() => [String], 'PERSONAL', 'Its values; null unless one sees them in full.', {
    nullable: true,
    tells: 'FIELD_OF_ROW',
  })
  values: readonly string[] | null;
}

/** Two sources that disagree. */
@ObjectType({ description: 'Two sources that give different values of a field of a customer.' })
export class Discrepancy {
  @Readable(() => Customer, 'INTERNAL', 'The customer.')
  customer: Customer;
  @Readable(() => CustomerFieldEnum, 'INTERNAL', 'The field.')
  field: CustomerField;
  @Readable(() => [DiscrepancySide], 'INTERNAL', 'The two sources, and what they say now.')
  sides: DiscrepancySide[];
  @Readable(() => DateTimeScalar, 'INTERNAL', 'Since when they disagree.')
  openedAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When that ended; null while it is open.', { nullable: true })
  closedAt: number | null;
  @Readable(() => DiscrepancyClosingEnum, 'INTERNAL', 'Why it ended.', { nullable: true })
  closedBy: Closing | null;
}

/** A page of {@link Discrepancy}. */
export const DiscrepancyConnection = connectionOf(Discrepancy, 'Discrepancy', { totalCount: false });

/** Which discrepancies. */
@InputType({ description: 'Conditions on discrepancies that all hold.' })
export class DiscrepancyFilter {
  @Filterable(() => Boolean, 'INTERNAL', 'Only open ones, or only closed ones; absent: open ones.')
  open?: boolean | null;
  @Filterable(() => [CustomerFieldEnum], 'INTERNAL', 'Only of these fields.')
  fields?: CustomerField[] | null;
  @Filterable(() => [ID], 'INTERNAL', 'Only those in which all of these sources, one or two, take part.')
  sourceIds?: string[] | null;
  @Filterable(() => DateTimeScalar, 'INTERNAL', 'Only those that began before this instant.')
  openedBefore?: number | null;
}
