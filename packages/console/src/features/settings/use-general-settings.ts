import { ElMessage } from 'element-plus';
import { computed, reactive, watch } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { SettingsDocument, SettingsUpdateDocument } from '../../gql/graphql.ts';
import type { SettingsQuery, SettingsQueryVariables } from '../../gql/graphql.ts';
import type { Failure } from '../../platform/apollo/failure.ts';
import { useMutation, useQuery } from '../../platform/apollo/use-query.ts';
import type { Query } from '../../platform/apollo/use-query.ts';
import { useT } from '../../platform/i18n/use-t.ts';
import { useSession } from '../../platform/session/use-session.ts';
import { useUserErrors } from '../../ui/use-user-errors.ts';
import type { UserErrors } from '../../ui/use-user-errors.ts';

const FIELDS = [
  'installationName',
  'timeZone',
  'defaultLocale',
  'defaultCurrency',
  'defaultPhoneRegion',
  'massExportAbove',
] as const;

type General = Pick<SettingsQuery['settings'], (typeof FIELDS)[number]>;

/** The form of the general settings. */
export interface GeneralSettings {
  readonly query: Query<SettingsQuery, SettingsQueryVariables>;
  readonly form: General;
  readonly changed: ComputedRef<boolean>;
  readonly errors: UserErrors;
  readonly failure: ShallowRef<Failure | undefined>;
  readonly busy: Ref<boolean>;
  readonly save: () => Promise<void>;
  readonly reset: () => void;
}

/** See {@link GeneralSettings}. Only what was changed is sent. */
export function useGeneralSettings(): GeneralSettings {
  const { t } = useT();
  const session = useSession();
  const query = useQuery(SettingsDocument);
  const { run, busy, error } = useMutation(SettingsUpdateDocument);
  const errors = useUserErrors(FIELDS);
  const form = reactive<General>({
    installationName: '',
    timeZone: '',
    defaultLocale: '',
    defaultCurrency: '',
    defaultPhoneRegion: '',
    massExportAbove: 0,
  });
  const edits = computed(() => {
    const known = query.data.value?.settings;
    return known
      ? Object.fromEntries(FIELDS.filter((field) => form[field] !== known[field]).map((field) => [field, form[field]]))
      : {};
  });

  function reset(): void {
    const known = query.data.value?.settings;
    if (known) Object.assign(form, Object.fromEntries(FIELDS.map((field) => [field, known[field]])));
    errors.clear();
  }
  watch(() => query.data.value?.settings, reset, { immediate: true });

  async function save(): Promise<void> {
    const payload = (await run({ input: edits.value }))?.settingsUpdate;
    if (!payload || !errors.accept(payload.userErrors)) return;
    ElMessage.success(t('settings.saved'));
    await session.load().catch(() => undefined);
  }
  return {
    query,
    form,
    changed: computed(() => Object.keys(edits.value).length > 0),
    errors,
    failure: error,
    busy,
    save,
    reset,
  };
}
