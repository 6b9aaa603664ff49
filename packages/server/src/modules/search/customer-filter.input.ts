import { ID, InputType } from 'type-graphql';
import {
  CodeFilter,
  DateTimeFilter,
  IdFilter,
  IntFilter,
  LocalDateFilter,
  type SortDirection,
  SortDirectionEnum,
  StringFilter,
} from '../../platform/graphql/filter.input.ts';
import { enumOf } from '../../platform/graphql/enum.ts';
import { Filterable, FilterOperator } from '../../platform/graphql/exposure.ts';
import { OrderRelationFilter } from '../activity/index.ts';
import { CustomerKindEnum, CustomerStatusEnum, GenderEnum } from '../customer/index.ts';

/** A condition on the kind. */
@InputType({ description: 'A condition on what the customer is.' })
export class KindFilter {
  @FilterOperator(() => CustomerKindEnum, 'FILTER_EQ', 'Exactly this.')
  eq?: string | null;
}

/** A condition on the gender. */
@InputType({ description: 'A condition on a gender. All that is given must hold.' })
export class GenderFilter {
  @FilterOperator(() => GenderEnum, 'FILTER_EQ', 'Exactly this.')
  eq?: string | null;
  @FilterOperator(() => [GenderEnum], 'FILTER_EQ', 'One of these.')
  in?: string[] | null;
  @FilterOperator(() => Boolean, 'FILTER_EQ', 'True: without a value; false: with one.')
  isNull?: boolean | null;
}

/** A condition on the status. */
@InputType({ description: 'A condition on the status. All that is given must hold.' })
export class StatusFilter {
  @FilterOperator(() => CustomerStatusEnum, 'FILTER_EQ', 'Exactly this.')
  eq?: string | null;
  @FilterOperator(() => [CustomerStatusEnum], 'FILTER_EQ', 'One of these.')
  in?: string[] | null;
}

/** A condition on the tags. */
@InputType({ description: 'A condition on the tags. All that is given must hold.' })
export class TagFilter {
  @FilterOperator(() => [ID], 'FILTER_EQ', 'With at least one of these.')
  some?: string[] | null;
  @FilterOperator(() => [ID], 'FILTER_EQ', 'With none of these.')
  none?: string[] | null;
  @FilterOperator(() => Boolean, 'FILTER_EQ', 'True: without any tag; false: with at least one.')
  isEmpty?: boolean | null;
}

/** A condition on the phones. */
@InputType({ description: 'A condition on the phones. All that is given must hold.' })
export class PhoneFilter {
  @FilterOperator(() => String, 'FILTER_EQ', 'This number, however it is written.')
  eq?: string | null;
  @FilterOperator(() => String, 'FILTER_PREFIX', 'Ending in these four digits.')
  lastFour?: string | null;
  @FilterOperator(() => Boolean, 'FILTER_EQ', 'True: without a phone; false: with one.')
  isNull?: boolean | null;
}

/** A condition on the e-mail addresses. */
@InputType({ description: 'A condition on the e-mail addresses. All that is given must hold.' })
export class EmailFilter {
  @FilterOperator(() => String, 'FILTER_EQ', 'This address, whatever its capitals.')
  eq?: string | null;
  @FilterOperator(() => Boolean, 'FILTER_EQ', 'True: without an address; false: with one.')
  isNull?: boolean | null;
}

/** Which customers. */
@InputType({
  description:
    'Which customers: all that is given must hold. Archived and withdrawn customers are left out unless the status is asked for.',
})
export class CustomerFilter {
  @Filterable(() => [CustomerFilter], 'PUBLIC', 'All of these.')
  and?: CustomerFilter[] | null;
  @Filterable(() => [CustomerFilter], 'PUBLIC', 'At least one of these.')
  or?: CustomerFilter[] | null;
  @Filterable(() => CustomerFilter, 'PUBLIC', 'Not this.')
  not?: CustomerFilter | null;
  @Filterable(() => KindFilter, 'INTERNAL', 'Person or organisation.')
  kind?: KindFilter | null;
  @Filterable(() => StringFilter, 'INTERNAL', 'The customer number.')
  number?: StringFilter | null;
  @Filterable(
    () => StringFilter,
    'PERSONAL',
    'The name; contains and startsWith also find pinyin and the other script.',
  )
  name?: StringFilter | null;
  @Filterable(() => GenderFilter, 'PERSONAL', 'The gender.')
  gender?: GenderFilter | null;
  @Filterable(() => LocalDateFilter, 'PERSONAL', 'The day of birth.')
  birthDate?: LocalDateFilter | null;
  @Filterable(() => IntFilter, 'PERSONAL', 'The age in full years, today in the installation’s zone.')
  age?: IntFilter | null;
  @Filterable(() => StringFilter, 'PERSONAL', 'The employer.')
  employer?: StringFilter | null;
  @Filterable(() => StringFilter, 'PERSONAL', 'The job title.')
  jobTitle?: StringFilter | null;
  @Filterable(() => CodeFilter, 'PUBLIC', 'The industry.')
  industry?: CodeFilter | null;
  @Filterable(() => CodeFilter, 'INTERNAL', 'The size.')
  size?: CodeFilter | null;
  @Filterable(() => CodeFilter, 'INTERNAL', 'The life-cycle stage.')
  stage?: CodeFilter | null;
  @Filterable(() => CodeFilter, 'INTERNAL', 'The grade.')
  grade?: CodeFilter | null;
  @Filterable(() => StatusFilter, 'INTERNAL', 'The status.')
  status?: StatusFilter | null;
  @Filterable(() => IdFilter, 'INTERNAL', 'Who looks after the customer.')
  ownerId?: IdFilter | null;
  @Filterable(() => TagFilter, 'INTERNAL', 'The tags.')
  tags?: TagFilter | null;
  @Filterable(() => CodeFilter, 'INTERNAL', 'The country (ISO 3166-1 alpha-2).')
  country?: CodeFilter | null;
  @Filterable(() => CodeFilter, 'INTERNAL', 'The province; short names such as 广东 do.')
  province?: CodeFilter | null;
  @Filterable(() => CodeFilter, 'INTERNAL', 'The city; short names do.')
  city?: CodeFilter | null;
  @Filterable(() => CodeFilter, 'INTERNAL', 'The district.')
  district?: CodeFilter | null;
  @Filterable(() => PhoneFilter, 'PERSONAL', 'The phones.')
  phone?: PhoneFilter | null;
  @Filterable(() => EmailFilter, 'PERSONAL', 'The e-mail addresses.')
  email?: EmailFilter | null;
  @Filterable(() => IdFilter, 'INTERNAL', 'A source that knows the customer.')
  sourceId?: IdFilter | null;
  @Filterable(() => StringFilter, 'INTERNAL', 'The key that some source has for the customer.')
  externalId?: StringFilter | null;
  @Filterable(() => IdFilter, 'INTERNAL', 'An import that said something about the customer.')
  importId?: IdFilter | null;
  @Filterable(() => DateTimeFilter, 'INTERNAL', 'When the customer was first recorded.')
  createdAt?: DateTimeFilter | null;
  @Filterable(() => DateTimeFilter, 'INTERNAL', 'When the record last changed.')
  updatedAt?: DateTimeFilter | null;
  @Filterable(() => OrderRelationFilter, 'INTERNAL', 'The orders.')
  orders?: OrderRelationFilter | null;
}

/** What a list of customers can be ordered by. */
export const CustomerSortFieldEnum = enumOf(
  'CustomerSortField',
  'What a list of customers can be ordered by.',
  {
    CREATED_AT: 'When they were first recorded.',
    UPDATED_AT: 'When the record last changed.',
    NAME: 'By name: Chinese by pinyin.',
    NUMBER: 'By customer number.',
    GRADE: 'By grade; those without one come first ascending, last descending.',
    BIRTH_DATE: 'By day of birth; those without one come first ascending, last descending.',
  },
  { NAME: 'PERSONAL', BIRTH_DATE: 'PERSONAL' },
);
/** See {@link CustomerSortFieldEnum}. */
export type CustomerSortField = keyof typeof CustomerSortFieldEnum;

/** The order of a list of customers. */
@InputType({ description: 'The order of a list of customers.' })
export class CustomerSort {
  @Filterable(() => CustomerSortFieldEnum, 'INTERNAL', 'What it is ordered by.', { nullable: false, as: 'sort' })
  field: CustomerSortField;
  @Filterable(() => SortDirectionEnum, 'PUBLIC', 'Which end comes first.', { nullable: false, defaultValue: 'DESC' })
  direction: SortDirection;
}
