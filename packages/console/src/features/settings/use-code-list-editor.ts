import { ElMessage } from 'element-plus';
import { computed, ref, watch } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { CodeListUpdateDocument } from '../../gql/graphql.ts';
import type { CodeEntryInput, CodeListsQuery } from '../../gql/graphql.ts';
import type { Failure } from '../../platform/apollo/failure.ts';
import { useMutation } from '../../platform/apollo/use-query.ts';
import { useT } from '../../platform/i18n/use-t.ts';
import { useUserErrors } from '../../ui/use-user-errors.ts';
import type { UserErrors } from '../../ui/use-user-errors.ts';

type CodeList = CodeListsQuery['codeLists'][number];

/** A row of the editor; `key` stays while the code is typed, `isNew` rows may change their code and be removed. */
export interface CodeRow {
  readonly key: string;
  code: string;
  labelZh: string;
  labelEn: string;
  retired: boolean;
  readonly isBuiltIn: boolean;
  readonly isNew: boolean;
}

/** The editor of one code list. */
export interface CodeListEditor {
  readonly rows: Ref<CodeRow[]>;
  readonly changed: ComputedRef<boolean>;
  /** Codes that stand there twice. */
  readonly duplicates: ComputedRef<ReadonlySet<string>>;
  readonly complete: ComputedRef<boolean>;
  readonly errors: UserErrors;
  readonly failure: ShallowRef<Failure | undefined>;
  readonly busy: Ref<boolean>;
  readonly add: () => void;
  readonly remove: (row: CodeRow) => void;
  readonly move: (row: CodeRow, by: -1 | 1) => void;
  readonly reset: () => void;
  readonly save: () => Promise<void>;
}

/** See {@link CodeListEditor}. */
export function useCodeListEditor(list: ComputedRef<CodeList | undefined>): CodeListEditor {
  const { t } = useT();
  const rows = ref<CodeRow[]>([]);
  const errors = useUserErrors();
  const { run, busy, error } = useMutation(CodeListUpdateDocument, { refetch: ['CodeLists'] });
  let added = 0;

  function reset(): void {
    rows.value = rowsOf(list.value);
    errors.clear();
  }
  watch(list, reset, { immediate: true });

  const inputs = computed(() => rows.value.map(toInput));
  const codes = computed(() => rows.value.map(({ code }) => code.trim()));

  async function save(): Promise<void> {
    if (!list.value) return;
    const payload = (await run({ name: list.value.name, entries: inputs.value }))?.codeListUpdate;
    if (payload && errors.accept(payload.userErrors)) ElMessage.success(t('settings.saved'));
  }
  return {
    rows,
    changed: computed(() => JSON.stringify(inputs.value) !== JSON.stringify(rowsOf(list.value).map(toInput))),
    duplicates: computed(
      () => new Set(codes.value.filter((code, index) => code !== '' && codes.value.indexOf(code) !== index)),
    ),
    complete: computed(() => rows.value.every((row) => row.code.trim() && row.labelZh.trim() && row.labelEn.trim())),
    errors,
    failure: error,
    busy,
    add: () => {
      added += 1;
      rows.value.push({
        key: `new-${added}`,
        code: '',
        labelZh: '',
        labelEn: '',
        retired: false,
        isBuiltIn: false,
        isNew: true,
      });
    },
    remove: (row) => {
      rows.value = rows.value.filter((one) => one.key !== row.key);
    },
    move: (row, by) => {
      const from = rows.value.findIndex((one) => one.key === row.key);
      const other = rows.value[from + by];
      if (!other) return;
      rows.value = rows.value.with(from, other).with(from + by, row);
    },
    reset,
    save,
  };
}

function rowsOf(list: CodeList | undefined): CodeRow[] {
  return (list?.entries ?? [])
    .toSorted((a, b) => a.position - b.position)
    .map(({ code, labelZh, labelEn, retired, isBuiltIn }) => ({
      key: code,
      code,
      labelZh,
      labelEn,
      retired,
      isBuiltIn,
      isNew: false,
    }));
}

function toInput({ code, labelZh, labelEn, retired }: CodeRow, position: number): CodeEntryInput {
  return { code: code.trim(), labelZh: labelZh.trim(), labelEn: labelEn.trim(), retired, position };
}
