import { RULE_CODES, type RuleCode } from './rule-code.ts';

/** Refusals that are not about the form of one value: what a use case answers with (`userErrors[].code`). */
export const REFUSAL_CODES = [
  'REQUIRED',
  'INVALID',
  'INVALID_CHOICE',
  'TOO_SHORT',
  'TOO_LONG',
  'TOO_SMALL',
  'TOO_LARGE',
  'TOO_MANY',
  'DUPLICATE',
  'NOT_FOUND',
  'STALE',
  'TAKEN',
  'IN_USE',
  'NOT_ALLOWED',
  'WRONG_STATE',
  'ALREADY_DONE',
  'NOT_FOR_KIND',
  'ONE_PRIMARY_PER_TYPE',
  'PERIOD_REVERSED',
  'CUSTOMER_NUMBER_MISTYPED',
  'CUSTOMER_NUMBER_RETIRED',
  'NUMBER_PATTERN_INVALID',
  'NUMBERS_EXHAUSTED',
  'IDEMPOTENCY_KEY_REUSED',
  'PASSWORD_TOO_WEAK',
  'WRONG_CREDENTIALS',
  'TOO_MANY_ATTEMPTS',
  'WRONG_CODE',
  'SIGN_IN_EXPIRED',
  'LAST_FACTOR',
  'PASSKEY_NEEDS_NAME',
  'LINK_EXPIRED',
  'LAST_ADMINISTRATOR',
  'POLICY_TELLS_WITHOUT_READING',
  'POLICY_WIDER_THAN_LESS_SENSITIVE',
  'POLICY_SENSITIVE_IN_LISTS',
  'POLICY_POLICY_AND_DATA',
  'POLICY_PERMISSION_UNREAD',
  'POLICY_OPEN_BY_ROW',
  'FILE_EMPTY',
  'FILE_TOO_LARGE',
  'FILE_UNREADABLE',
  'FILE_ALREADY_IMPORTED',
  'DETECTION_UNSURE',
  'COLUMN_NOT_FOUND',
  'MAPPING_INCOMPLETE',
  'CLAIMS_USED_UP',
  'HOLDINGS_FULL',
  'CLAIM_TOO_SOON',
  'OWN_PROPOSAL',
  'ADDRESS_RANGE_INVALID',
  'SCOPE_INCOMPLETE',
  'KEY_INVALID',
  'STORAGE_FULL',
] as const;

/** One refusal of {@link REFUSAL_CODES}. */
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** Every code that `userErrors` and row errors can carry. */
export const USER_ERROR_CODES = [...REFUSAL_CODES, ...RULE_CODES] as const;

/** One code of {@link USER_ERROR_CODES}. */
export type UserErrorCode = RefusalCode | RuleCode;
