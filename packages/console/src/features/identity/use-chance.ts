import { useT } from '../../platform/i18n/use-t.ts';
import { chanceDigits } from './model/chance-digits.ts';

/** More than this no model can tell. */
const SUREST = 0.999_999;

/** Writes chances in per cent, so that a near certainty is not written as certain. */
export function useChance(): (probability: number) => string {
  const { locale } = useT();
  const written = (probability: number): string =>
    new Intl.NumberFormat(locale.value, { style: 'percent', maximumFractionDigits: chanceDigits(probability) }).format(
      probability,
    );
  return (probability) => (probability > SUREST ? `> ${written(SUREST)}` : written(probability));
}
