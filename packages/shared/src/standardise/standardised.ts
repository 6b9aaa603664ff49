import type { RuleCode } from '../error/index.ts';

/**
 * What a standardiser makes of one raw value: a standard value (with warnings, if any), nothing (blank or a filler such as
 * `N/A`), or a value that breaks a rule and is kept raw.
 */
export type Standardised<T> =
  | { readonly state: 'ok'; readonly value: T; readonly warnings?: readonly RuleCode[] }
  | { readonly state: 'empty' }
  | { readonly state: 'invalid'; readonly rule: RuleCode };

/** The one "nothing here" result; shared, since imports meet it millions of times. */
export const EMPTY: Standardised<never> = Object.freeze({ state: 'empty' });

/** A standard value; warnings are left out of the object when there are none. */
export function ok<T>(value: T, warnings?: readonly RuleCode[]): Standardised<T> {
  return warnings && warnings.length > 0 ? { state: 'ok', value, warnings } : { state: 'ok', value };
}

const invalidByRule = new Map<RuleCode, Standardised<never>>();

/** The result for a broken rule; one shared object per rule. */
export function invalid(rule: RuleCode): Standardised<never> {
  const known = invalidByRule.get(rule);
  if (known) return known;
  const made: Standardised<never> = Object.freeze({ state: 'invalid', rule });
  invalidByRule.set(rule, made);
  return made;
}

/** The standard value, or undefined when there is none. */
export function valueOf<T>(result: Standardised<T>): T | undefined {
  return result.state === 'ok' ? result.value : undefined;
}
