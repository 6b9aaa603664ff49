/**
 * What a standardiser or a validation can say against one value. A rule is an error (the value is kept raw and flagged) or a
 * warning (the value is kept standardised and flagged); which of the two is decided by where the code stands in the result.
 */
export const RULE_CODES = [
  'TEXT_TOO_LONG',
  'NAME_INVALID',
  'NAME_SEVERAL',
  'PHONE_INVALID',
  'PHONE_TOO_SHORT',
  'PHONE_TOO_LONG',
  'PHONE_PART_INVALID',
  'EMAIL_INVALID',
  'EMAIL_UNUSUAL',
  'EMAIL_PART_INVALID',
  'DATE_INVALID',
  'DATE_IMPOSSIBLE',
  'DATE_AMBIGUOUS',
  'DATE_CENTURY_ASSUMED',
  'DATE_INCOMPLETE',
  'DATE_FUTURE',
  'TIME_IMPOSSIBLE',
  'TIME_SKIPPED',
  'TIME_REPEATED',
  'CODE_UNKNOWN',
  'GENDER_UNKNOWN',
  'BOOLEAN_INVALID',
  'NUMBER_INVALID',
  'NUMBER_ROUNDED',
  'NUMBER_OUT_OF_RANGE',
  'CURRENCY_UNKNOWN',
  'DIGITS_LOST',
  'COUNTRY_UNKNOWN',
  'DIVISION_UNKNOWN',
  'DIVISION_AMBIGUOUS',
  'DIVISION_MISMATCH',
  'POSTAL_CODE_INVALID',
  'RESIDENT_ID_FORM',
  'RESIDENT_ID_REGION',
  'RESIDENT_ID_REGION_RETIRED',
  'RESIDENT_ID_BIRTH_DATE',
  'RESIDENT_ID_CHECK_DIGIT',
  'CREDIT_CODE_FORM',
  'CREDIT_CODE_CHECK_CHARACTER',
  'CREDIT_CODE_ORGANISATION_CHECK',
] as const;

/** One rule of {@link RULE_CODES}. */
export type RuleCode = (typeof RULE_CODES)[number];
