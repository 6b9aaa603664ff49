import { z } from 'zod';
import { USER_ERROR_CODES, type MessageParams, type UserErrorCode } from '../error/index.ts';

/** One refusal of an input, ready to become a `userErrors` entry. */
export interface FieldError {
  readonly code: UserErrorCode;
  /** The path into the input. */
  readonly field: readonly string[];
  readonly params: MessageParams;
}

const KNOWN: ReadonlySet<string> = new Set(USER_ERROR_CODES);

function isCode(text: unknown): text is UserErrorCode {
  return typeof text === 'string' && KNOWN.has(text);
}

function codeOf(issue: z.core.$ZodIssue): { code: UserErrorCode; params: MessageParams } {
  if (issue.code === 'custom' && isCode(issue.params?.['code'])) return { code: issue.params['code'], params: {} };
  if (issue.code === 'too_big') {
    const max = Number(issue.maximum);
    return {
      code: issue.origin === 'array' ? 'TOO_MANY' : issue.origin === 'string' ? 'TOO_LONG' : 'TOO_LARGE',
      params: { max },
    };
  }
  if (issue.code === 'too_small') {
    const min = Number(issue.minimum);
    if (issue.origin === 'string' && min === 1) return { code: 'REQUIRED', params: {} };
    return { code: issue.origin === 'string' ? 'TOO_SHORT' : 'TOO_SMALL', params: { min } };
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) return { code: 'REQUIRED', params: {} };
  return { code: issue.code === 'invalid_value' ? 'INVALID_CHOICE' : 'INVALID', params: {} };
}

/** The refusals of a failed parse, one per zod issue. */
export function fieldErrors(error: z.ZodError): readonly FieldError[] {
  return error.issues.map((issue) => ({ ...codeOf(issue), field: issue.path.map(String) }));
}
