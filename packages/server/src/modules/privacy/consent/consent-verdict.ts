import { type ConsentState, coversField } from '@dossier/shared/privacy';
import type { ConsentNeed } from './consent-condition.ts';

/** What stands for a purpose and a recipient, as far as a verdict needs it. */
export interface Standing {
  readonly purpose: string;
  readonly recipientId: number;
  readonly decision: string;
  readonly expiresAt: number | null;
  readonly fields: readonly string[];
}

/** Why a use is allowed or not, for `extensions.withheld` and for people. */
export type ConsentVerdict =
  | 'CONSENT_GRANTED'
  | 'CONSENT_MISSING'
  | 'CONSENT_DENIED'
  | 'CONSENT_WITHDRAWN'
  | 'CONSENT_EXPIRED'
  | 'CONSENT_NOT_FOR_FIELD';

/** How a decision stands at an instant. */
export function stateOf(one: Pick<Standing, 'decision' | 'expiresAt'>, now: number): ConsentState {
  // Only codes of the list are written.
  const decision = one.decision as ConsentState;
  return decision === 'GRANTED' && one.expiresAt !== null && one.expiresAt <= now ? 'EXPIRED' : decision;
}

/** Whether one customer said yes to a use, and why not: the same answer as `consentCondition` gives in a query. */
export function consentVerdict(all: readonly Standing[], need: ConsentNeed, now: number): ConsentVerdict {
  const one = all.find(({ purpose, recipientId }) => purpose === need.purpose && recipientId === need.recipientId);
  if (!one) return 'CONSENT_MISSING';
  const state = stateOf(one, now);
  if (state !== 'GRANTED') return `CONSENT_${state}`;
  return need.fields.every((field) => coversField(one.fields, field)) ? 'CONSENT_GRANTED' : 'CONSENT_NOT_FOR_FIELD';
}
