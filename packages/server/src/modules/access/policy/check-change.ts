import { isDuplicateKey } from '../../../platform/database/engine-errors.ts';
import { refuse } from '../../../platform/graphql/refused.ts';

const LONGEST_REASON = 500;

/** Why the policy is changed, as it is kept. Refuses REQUIRED, TOO_LONG. */
export function checkReason(reason: string): string {
  const why = reason.trim();
  if (!why) refuse('REQUIRED', ['reason']);
  if (why.length > LONGEST_REASON) refuse('TOO_LONG', ['reason'], { max: LONGEST_REASON });
  return why;
}

/** Refuses STALE when somebody else made this version a moment earlier; throws anything else on. */
export function takenVersion(error: unknown): never {
  if (isDuplicateKey(error)) refuse('STALE', ['policyVersion']);
  throw error;
}
