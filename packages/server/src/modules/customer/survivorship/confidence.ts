/** How far a checked value can be relied on, if nothing else speaks for it. */
const TRUST_IN_VERIFICATION = 0.99;

/**
 * How far a value can be relied on, 0 to 1: the probability that not all who say so are wrong, if each source is right as often as it
 * is trusted (0 to 1), and they err independently. Checking counts as one more source. Sources that copy from one another are not
 * independent; the figure is then too high.
 */
export function confidence(trusts: readonly number[], isVerified: boolean): number {
  const allWrong = trusts.reduce((wrong, trust) => wrong * (1 - trust), isVerified ? 1 - TRUST_IN_VERIFICATION : 1);
  return 1 - allWrong;
}
