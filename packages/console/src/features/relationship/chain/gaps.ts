import type { DecisionChainBoardFragment } from '../../../gql/graphql.ts';
import type { Translate } from '../../../platform/i18n/use-t.ts';

/** What is not known of a decision chain, in words; nothing when nothing is missing. */
export function gapsOf(
  chain: DecisionChainBoardFragment,
  t: Translate,
  roleLabel: (role: string) => string,
): readonly string[] {
  return [
    ...chain.emptyRoles.map((role) => t('relationship.chain.gap.role', { role: roleLabel(role) })),
    ...(chain.overdueMembers > 0
      ? [t('relationship.chain.gap.overdue', { count: chain.overdueMembers, days: chain.cycleDays })]
      : []),
    ...(chain.hasSupportingDecider === false ? [t('relationship.chain.gap.support')] : []),
  ];
}
