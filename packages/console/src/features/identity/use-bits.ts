import { useT } from '../../platform/i18n/use-t.ts';

/** Writes weights: with their sign, to a tenth of a bit. */
export function useBits(): (bits: number) => string {
  const { locale } = useT();
  return (bits) =>
    new Intl.NumberFormat(locale.value, {
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
      signDisplay: 'exceptZero',
    })
      .format(bits)
      .replace('-', '−');
}
