import { useI18n } from 'vue-i18n';

/** Words for values the server may add to: `label('outcome', 'CREATED')`; a value without words is shown as it is. */
export function useLabel(): (group: string, value: string | null | undefined) => string {
  const { t, te } = useI18n({ useScope: 'global' });
  return (group, value) => {
    if (!value) return '—';
    const key = `intake.${group}.${value}`;
    return te(key) ? t(key) : value;
  };
}
