const MOST = 6;

/** Decimal places of a chance in per cent, so that one near certainty is not written as certain: 99 %, 99.9 %, 99.997 %. */
export function chanceDigits(probability: number): number {
  const missing = Math.min(probability, 1 - probability);
  if (missing <= 0) return 0;
  return Math.min(MOST, Math.max(0, Math.ceil(-Math.log10(missing)) - 2));
}
