import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import type { ImportCountsAllFragment } from '../../../gql/graphql.ts';
import { useFormat } from '../../../platform/format/use-format.ts';
import { useT } from '../../../platform/i18n/use-t.ts';

/** What the start button says: "Import 12,408 rows: create 9,120, update 3,201", from what the dry run counted. */
export function useStartLabel(counts: () => ImportCountsAllFragment | null): ComputedRef<string> {
  const { t, locale } = useT();
  const format = useFormat();
  return computed(() => {
    const known = counts();
    if (!known) return t('intake.dryRun.skip');
    const rows = known.read - known.rejected;
    if (rows <= 0) return t('intake.dryRun.nothing');
    const parts = [
      ...(known.created > 0 ? [t('intake.dryRun.create', { count: format.number(known.created) })] : []),
      ...(known.updated > 0 ? [t('intake.dryRun.update', { count: format.number(known.updated) })] : []),
    ];
    const what = parts.join(locale.value === 'en' ? ', ' : '，');
    return what
      ? t('intake.dryRun.begin', { rows: format.number(rows), what })
      : t('intake.dryRun.beginPlain', { rows: format.number(rows) });
  });
}
