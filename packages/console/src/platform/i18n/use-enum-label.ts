import { useI18n } from 'vue-i18n';

/** Labels of the API's enumerations: `label('ImportState', 'RUNNING')`; a value without one is shown as it is. */
export function useEnumLabel(): (enumeration: string, value: string | null | undefined) => string {
  const { t, te } = useI18n({ useScope: 'global' });
  return (enumeration, value) => {
    if (!value) return '—';
    const key = `enum.${enumeration}.${value}`;
    return te(key) ? t(key) : value;
  };
}
