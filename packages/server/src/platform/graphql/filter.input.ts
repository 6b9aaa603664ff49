import { ID, InputType, Int } from 'type-graphql';
import { enumOf } from './enum.ts';
import { Filterable } from './exposure.ts';
import { DateTimeScalar, DecimalScalar, LocalDateScalar } from './scalars.ts';

/*
 * Conditions on one value, shared by the filters of all modules. Their own fields are PUBLIC: what is filtered by, and so
 * how sensitive it is, stands at the field that has the condition.
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
  @Filterable(() => String, 'PUBLIC', 'Exactly this.')
  eq?: string | null;
  @Filterable(() => [String], 'PUBLIC', 'One of these.')
  in?: string[] | null;
  @Filterable(() => String, 'PUBLIC', 'With this somewhere in it.')
  contains?: string | null;
  @Filterable(() => String, 'PUBLIC', 'Beginning with this.')
  startsWith?: string | null;
  @Filterable(() => Boolean, 'PUBLIC', 'True: without a value; false: with one.')
  isNull?: boolean | null;
}

/** A condition on a code of a list. */
@InputType({ description: 'A condition on a code of a list. All that is given must hold.' })
export class CodeFilter {
  @Filterable(() => String, 'PUBLIC', 'Exactly this code.')
  eq?: string | null;
  @Filterable(() => [String], 'PUBLIC', 'One of these codes.')
  in?: string[] | null;
  @Filterable(() => Boolean, 'PUBLIC', 'True: without a value; false: with one.')
  isNull?: boolean | null;
}

/** A condition on a calendar day. */
@InputType({ description: 'A condition on a calendar day. All that is given must hold.' })
export class LocalDateFilter {
  @Filterable(() => LocalDateScalar, 'PUBLIC', 'Exactly this day.')
  eq?: string | null;
  @Filterable(() => LocalDateScalar, 'PUBLIC', 'This day or later.')
  gte?: string | null;
  @Filterable(() => LocalDateScalar, 'PUBLIC', 'This day or earlier.')
  lte?: string | null;
  @Filterable(() => Boolean, 'PUBLIC', 'True: without a value; false: with one.')
  isNull?: boolean | null;
}

/** A condition on an instant; values are milliseconds since 1970 inside. */
@InputType({ description: 'A condition on an instant. All that is given must hold.' })
export class DateTimeFilter {
  @Filterable(() => DateTimeScalar, 'PUBLIC', 'This instant or later.')
  gte?: number | null;
  @Filterable(() => DateTimeScalar, 'PUBLIC', 'This instant or earlier.')
  lte?: number | null;
}

/** A condition on a whole number. */
@InputType({ description: 'A condition on a whole number. All that is given must hold.' })
export class IntFilter {
  @Filterable(() => Int, 'PUBLIC', 'Exactly this.')
  eq?: number | null;
  @Filterable(() => Int, 'PUBLIC', 'This or more.')
  gte?: number | null;
  @Filterable(() => Int, 'PUBLIC', 'This or less.')
  lte?: number | null;
}

/** A condition on an exact decimal number. */
@InputType({ description: 'A condition on an exact decimal number. All that is given must hold.' })
export class DecimalFilter {
  @Filterable(() => DecimalScalar, 'PUBLIC', 'This or more.')
  gte?: string | null;
  @Filterable(() => DecimalScalar, 'PUBLIC', 'This or less.')
  lte?: string | null;
}

/** A condition on a reference. */
@InputType({ description: 'A condition on a reference. All that is given must hold.' })
export class IdFilter {
  @Filterable(() => ID, 'PUBLIC', 'Exactly this one.')
  eq?: string | null;
  @Filterable(() => [ID], 'PUBLIC', 'One of these.')
  in?: string[] | null;
  @Filterable(() => Boolean, 'PUBLIC', 'True: without one; false: with one.')
  isNull?: boolean | null;
}
