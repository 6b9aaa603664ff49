import type { PairFragment } from '../../../gql/graphql.ts';
import type { Translate } from '../../../platform/i18n/use-t.ts';

/** One reason: a field, how far it agrees, and its bits. */
export type Reason = Pick<PairFragment['fields'][number], 'field' | 'level' | 'weight' | 'rarity'>;

/** How sure a chance is, for words. */
export type Sureness = 'CERTAIN' | 'LIKELY' | 'RATHER' | 'MAYBE' | 'UNLIKELY';

/** Bits from which a value counts as a rare one. */
const RARE = 1;
/** Bits from which it counts as a common one: names that many have; a phone that three share is no such thing. */
const COMMON = -1;
const OFTEN_SHARED: readonly string[] = ['GIVEN_NAME', 'FAMILY_NAME', 'ORGANISATION_NAME', 'PLACE', 'EMPLOYER'];
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

/** Fields that were not compared because a value of one of the two stands for nothing. */
export function fillersOf({ fields }: Pick<PairFragment, 'fields'>): readonly Reason[] {
  return fields.filter(({ level }) => level === 'FILLER');
}

/** A reason in words: how far the field agrees, and whether the value is a rare or a common one. */
export function reasonText(
  { field, level, rarity }: Reason,
  label: (enumeration: string, value: string) => string,
  t: Translate,
): string {
  const reason = label(`MatchLevel.${field}`, level);
  if (rarity >= RARE) return t('identity.weights.rare', { reason });
  return rarity <= COMMON && OFTEN_SHARED.includes(field) ? t('identity.weights.common', { reason }) : reason;
}
