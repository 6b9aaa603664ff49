import type { OperationFragment } from '../../../gql/graphql.ts';
import { useFormat } from '../../../platform/format/use-format.ts';
import { useT } from '../../../platform/i18n/use-t.ts';

/** Says how many of what went along. */
export function useMovedText(): (moved: OperationFragment['moved']) => string {
  const { t } = useT();
  const format = useFormat();
  return ({ records, orders, consents }) =>
    t('identity.lineage.moved', {
      records: format.number(records),
      orders: format.number(orders),
      consents: format.number(consents),
    });
}
