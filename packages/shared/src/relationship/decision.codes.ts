import { codeList } from '../customer/index.ts';

/** The parts people take in a purchase, after the buying centre of Webster and Wind (1972), in the order in which they act. */
export const DECISION_ROLES = codeList({
  INITIATOR: ['发起者', 'Initiator'],
  USER: ['使用者', 'User'],
  INFLUENCER: ['影响者', 'Influencer'],
  DECIDER: ['决策者', 'Decider'],
  BUYER: ['采购者', 'Buyer'],
  GATEKEEPER: ['把关者', 'Gatekeeper'],
});

/** How somebody stands to us, from against to for. */
export const ATTITUDES = codeList({
  OPPONENT: ['反对', 'Opponent'],
  SCEPTIC: ['存疑', 'Sceptic'],
  NEUTRAL: ['中立', 'Neutral'],
  FAVOURABLE: ['倾向支持', 'Favourable'],
  SUPPORTER: ['支持', 'Supporter'],
});

/** One of {@link DECISION_ROLES}. */
export type DecisionRole = (typeof DECISION_ROLES)['codes'][number];
/** One of {@link ATTITUDES}. */
export type Attitude = (typeof ATTITUDES)['codes'][number];

/** Whether an attitude is on our side. */
export function isSupportive(attitude: string | null): boolean {
  return attitude === 'SUPPORTER' || attitude === 'FAVOURABLE';
}
