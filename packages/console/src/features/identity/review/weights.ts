import type { PairFragment } from '../../../gql/graphql.ts';
import type { Translate } from '../../../platform/i18n/use-t.ts';

/** One reason: a field, how far it agrees, and its bits. */
export type Reason = Pick<PairFragment['fields'][number], 'field' | 'level' | 'weight' | 'rarity'>;

/** How sure a chance is, for words. */
export type Sureness = 'CERTAIN' | 'LIKELY' | 'RATHER' | 'MAYBE' | 'UNLIKELY';

const NOTICEABLE = 1;
/** Less than a tenth of a bit moves nothing. */
const NOTHING = 0.05;

/** How sure a chance from 0 to 1 is. */
export function surenessOf(probability: number): Sureness {
  if (probability >= 0.99) return 'CERTAIN';
  if (probability >= 0.9) return 'LIKELY';
  if (probability >= 0.5) return 'RATHER';
  return probability >= 0.1 ? 'MAYBE' : 'UNLIKELY';
}

/** Reasons in order of their weight, those that move something: what speaks for it first, then what speaks against it. */
export function reasonsOf({ fields }: Pick<PairFragment, 'fields'>): {
  readonly for: readonly Reason[];
  readonly against: readonly Reason[];
} {
  const moving = fields.filter(({ weight }) => Math.abs(weight) >= NOTHING);
  const sorted = moving.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return { for: sorted.filter(({ weight }) => weight > 0), against: sorted.filter(({ weight }) => weight < 0) };
}

/** A reason in words: how far the field agrees, and whether many or few share the value. */
export function reasonText(
  { field, level, rarity }: Reason,
  label: (enumeration: string, value: string) => string,
  t: Translate,
): string {
  const reason = label(`MatchLevel.${field}`, level);
  if (rarity >= NOTICEABLE) return t('identity.weights.rare', { reason });
  return rarity <= -NOTICEABLE ? t('identity.weights.common', { reason }) : reason;
}
