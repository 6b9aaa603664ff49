export { RULE_CODES, type RuleCode } from './rule-code.ts';
export { REFUSAL_CODES, USER_ERROR_CODES, type RefusalCode, type UserErrorCode } from './user-error-code.ts';
export { LOCALES, message, type Locale, type MessageParams } from './message.ts';
