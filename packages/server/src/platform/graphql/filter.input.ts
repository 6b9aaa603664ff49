import { ID, InputType, Int } from 'type-graphql';
import { enumOf } from './enum.ts';
import { FilterOperator } from './exposure.ts';
import { DateTimeScalar, DecimalScalar, LocalDateScalar } from './scalars.ts';

/*
 * Conditions on one value, shared by the filters of all modules. Their own fields say only how they narrow: what is filtered
 * by, and so how sensitive it is, stands at the field that has the condition.
 */

/** Which end of a list comes first. */
export const SortDirectionEnum = enumOf('SortDirection', 'Which end of a list comes first.', {
  ASC: 'Least, earliest or A first.',
  DESC: 'Greatest, latest or Z first.',
});
/** See {@link SortDirectionEnum}. */
export type SortDirection = 'ASC' | 'DESC';

/** A condition on text. */
@InputType({ description: 'A condition on text. All that is given must hold.' })
export class StringFilter {
  @FilterOperator(() => String, 'FILTER_EQ', 'Exactly this.')
  eq?: string | null;
  @FilterOperator(() => [String], 'FILTER_EQ', 'One of these.')
  in?: string[] | null;
  @FilterOperator(() => String, 'FILTER_PREFIX', 'With this somewhere in it.')
  contains?: string | null;
  @FilterOperator(() => String, 'FILTER_PREFIX', 'Beginning with this.')
  startsWith?: string | null;
  @FilterOperator(() => Boolean, 'FILTER_EQ', 'True: without a value; false: with one.')
  isNull?: boolean | null;
}

/** A condition on a code of a list. */
@InputType({ description: 'A condition on a code of a list. All that is given must hold.' })
export class CodeFilter {
  @FilterOperator(() => String, 'FILTER_EQ', 'Exactly this code.')
  eq?: string | null;
  @FilterOperator(() => [String], 'FILTER_EQ', 'One of these codes.')
  in?: string[] | null;
  @FilterOperator(() => Boolean, 'FILTER_EQ', 'True: without a value; false: with one.')
  isNull?: boolean | null;
}

/** A condition on a calendar day. */
@InputType({ description: 'A condition on a calendar day. All that is given must hold.' })
export class LocalDateFilter {
  @FilterOperator(() => LocalDateScalar, 'FILTER_EQ', 'Exactly this day.')
  eq?: string | null;
  @FilterOperator(() => LocalDateScalar, 'FILTER_RANGE', 'This day or later.')
  gte?: string | null;
  @FilterOperator(() => LocalDateScalar, 'FILTER_RANGE', 'This day or earlier.')
  lte?: string | null;
  @FilterOperator(() => Boolean, 'FILTER_EQ', 'True: without a value; false: with one.')
  isNull?: boolean | null;
}

/** A condition on an instant; values are milliseconds since 1970 inside. */
@InputType({ description: 'A condition on an instant. All that is given must hold.' })
export class DateTimeFilter {
  @FilterOperator(() => DateTimeScalar, 'FILTER_RANGE', 'This instant or later.')
  gte?: number | null;
  @FilterOperator(() => DateTimeScalar, 'FILTER_RANGE', 'This instant or earlier.')
  lte?: number | null;
}

/** A condition on a whole number. */
@InputType({ description: 'A condition on a whole number. All that is given must hold.' })
export class IntFilter {
  @FilterOperator(() => Int, 'FILTER_EQ', 'Exactly this.')
  eq?: number | null;
  @FilterOperator(() => Int, 'FILTER_RANGE', 'This or more.')
  gte?: number | null;
  @FilterOperator(() => Int, 'FILTER_RANGE', 'This or less.')
  lte?: number | null;
}

/** A condition on an exact decimal number. */
@InputType({ description: 'A condition on an exact decimal number. All that is given must hold.' })
export class DecimalFilter {
  @FilterOperator(() => DecimalScalar, 'FILTER_RANGE', 'This or more.')
  gte?: string | null;
  @FilterOperator(() => DecimalScalar, 'FILTER_RANGE', 'This or less.')
  lte?: string | null;
}

/** A condition on a reference. */
@InputType({ description: 'A condition on a reference. All that is given must hold.' })
export class IdFilter {
  @FilterOperator(() => ID, 'FILTER_EQ', 'Exactly this one.')
  eq?: string | null;
  @FilterOperator(() => [ID], 'FILTER_EQ', 'One of these.')
  in?: string[] | null;
  @FilterOperator(() => Boolean, 'FILTER_EQ', 'True: without one; false: with one.')
  isNull?: boolean | null;
}
