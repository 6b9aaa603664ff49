import type { MatchRecord } from '../record/match-record.ts';

/** What comparing one field of two records says. */
export interface Outcome {
  /** Place in the comparison's levels, the strongest agreement first; -1 where one of the two has nothing to compare. */
  level: number;
  /** The text both have in common, when its rarity counts (see `termsOf`); empty otherwise. */
  shared: string;
}

/** One field as recognition compares it: its levels of agreement from the strongest to the last, which is disagreement. */
export interface Comparison {
  readonly field: ComparedField;
  /** Names of the levels, for people. The last one is "different". */
  readonly levels: readonly ComparisonLevel[];
  /** Writes the outcome into `into`: millions of pairs are compared, and nothing is made for each. */
  compare(a: MatchRecord, b: MatchRecord, into: Outcome): void;
  /** The texts of a record whose rarity counts when two share one. */
  termsOf(record: MatchRecord): readonly string[];
}

/** One level of agreement. */
export interface ComparisonLevel {
  readonly name: string;
  /** Share of true pairs at this level that is assumed before anything is learned: where learning starts. */
  readonly start: number;
  /** Whether a shared text at this level counts by its rarity. */
  readonly byRarity?: boolean;
  /** Whether two customers never agree like this but by mistake, as with names in one register: how seldom is assumed and not counted. */
  readonly isUnique?: boolean;
}

/** The fields that are compared. */
export type ComparedField =
  | 'GIVEN_NAME'
  | 'FAMILY_NAME'
  | 'ORGANISATION_NAME'
  | 'BIRTH_DATE'
  | 'GENDER'
  | 'PHONE'
  | 'EMAIL'
  | 'IDENTIFIER'
  | 'ADDRESS'
  | 'PLACE'
  | 'EMPLOYER';

/** What a pair's weight is made of: the fields, and how likely related customers would agree like that. */
export type ExplainedField = ComparedField | 'RELATED';

/** Level of a field that was not compared because a value of it stands for nothing. */
export const FILLER = 'FILLER';
