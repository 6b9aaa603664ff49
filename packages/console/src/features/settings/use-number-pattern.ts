import { ElMessage } from 'element-plus';
import { formatNumber, numberPatternSchema } from '@dossier/shared/customer-number';
import { computed, ref, watch } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { NumberPatternUpdateDocument, SettingsDocument } from '../../gql/graphql.ts';
import type { SettingsQuery, SettingsQueryVariables } from '../../gql/graphql.ts';
import type { Failure } from '../../platform/apollo/failure.ts';
import { useMutation, useQuery } from '../../platform/apollo/use-query.ts';
import type { Query } from '../../platform/apollo/use-query.ts';
import { useT } from '../../platform/i18n/use-t.ts';
import { useUserErrors } from '../../ui/use-user-errors.ts';
import type { UserErrors } from '../../ui/use-user-errors.ts';

/** The number pattern's form; `example` is what the typed pattern would give today, undefined while it is none. */
export interface NumberPatternForm {
  readonly query: Query<SettingsQuery, SettingsQueryVariables>;
  readonly pattern: Ref<string>;
  readonly example: ComputedRef<string | undefined>;
  readonly changed: ComputedRef<boolean>;
  readonly asking: Ref<boolean>;
  readonly errors: UserErrors;
  readonly failure: ShallowRef<Failure | undefined>;
  readonly busy: Ref<boolean>;
  readonly apply: () => Promise<void>;
}

/** See {@link NumberPatternForm}. The example is made by the same code as the server's numbers. */
export function useNumberPattern(now: () => number = Date.now): NumberPatternForm {
  const { t } = useT();
  const query = useQuery(SettingsDocument);
  const { run, busy, error } = useMutation(NumberPatternUpdateDocument, { refetch: ['Settings'] });
  const errors = useUserErrors(['pattern']);
  const pattern = ref('');
  const asking = ref(false);
  const known = computed(() => query.data.value?.numberPattern);

  watch(
    () => known.value?.pattern,
    (text) => {
      pattern.value = text ?? '';
    },
    { immediate: true },
  );

  const example = computed(() => {
    const read = numberPatternSchema.safeParse(pattern.value);
    if (!read.success) return undefined;
    const sequence = Number(known.value?.nextSequence ?? 1);
    const contents = { instant: now(), zone: query.data.value?.settings.timeZone ?? 'UTC' };
    try {
      return formatNumber(read.data, { ...contents, sequence });
    } catch {
      // The sequence has outgrown the shorter pattern just typed; the form still shows what it would look like.
      return formatNumber(read.data, { ...contents, sequence: 1 });
    }
  });

  async function apply(): Promise<void> {
    const payload = (await run({ pattern: pattern.value.trim() }))?.numberPatternUpdate;
    asking.value = false;
    if (payload && errors.accept(payload.userErrors)) ElMessage.success(t('settings.saved'));
  }
  const changed = computed(() => known.value !== undefined && pattern.value.trim() !== known.value.pattern);
  return { query, pattern, example, changed, asking, errors, failure: error, busy, apply };
}
