import type { SingleFact } from '@dossier/shared/facts';
import type { Standardised } from '@dossier/shared/standardise';

/** Counts what is flagged in a row. */
export interface Tally {
  warnings: number;
}

/**
 * The fact that a standardised cell states: undefined when it says nothing; the raw text kept with the rule it breaks when it
 * could not be standardised.
 */
export function factOf<T>(
  raw: string,
  read: Standardised<T>,
  textOf: (value: T) => string,
  tally: Tally,
): SingleFact | undefined {
  if (read.state === 'empty') return undefined;
  if (read.state === 'invalid') {
    tally.warnings++;
    return { value: null, raw, problem: read.rule };
  }
  const value = textOf(read.value);
  const problem = read.warnings?.[0];
  if (problem !== undefined) tally.warnings++;
  return { value, ...(raw === value ? {} : { raw }), ...(problem === undefined ? {} : { problem }) };
}

/** The raw text, when it says more than the value. */
export function rawUnless(raw: string, value: string): { raw?: string } {
  return raw === value ? {} : { raw };
}
