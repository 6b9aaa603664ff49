import { useT } from '../../platform/i18n/use-t.ts';
import { chanceDigits } from './model/chance-digits.ts';

/** Writes chances in per cent, so that a near certainty is not written as certain. */
export function useChance(): (probability: number) => string {
  const { locale } = useT();
  return (probability) =>
    new Intl.NumberFormat(locale.value, { style: 'percent', maximumFractionDigits: chanceDigits(probability) }).format(
      probability,
    );
}
