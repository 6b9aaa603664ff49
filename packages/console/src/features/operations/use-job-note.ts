import { useFormat } from '../../platform/format/use-format.ts';
import { useT } from '../../platform/i18n/use-t.ts';

/** What a job noted about itself, in the user's language; undefined for what only its author understands. */
export function useJobNote(): (note: string | null) => string | undefined {
  const { t } = useT();
  const format = useFormat();
  return (note) => {
    const [, count = '', what] = /^(\d+) (changed|files removed)$/.exec(note ?? '') ?? [];
    if (what === undefined) return undefined;
    const values = { count: format.number(Number(count)) };
    return what === 'changed' ? t('operations.jobs.changed', values) : t('operations.jobs.removed', values);
  };
}
