import { refDebounced, useSessionStorage } from '@vueuse/core';
import { computed, ref, watch } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { ImportPreviewDocument } from '../../../gql/graphql.ts';
import type { ImportPreviewQuery, ImportSetupInput, MappedColumnFragment, TargetField } from '../../../gql/graphql.ts';
import { useQuery } from '../../../platform/apollo/use-query.ts';
import type { Query } from '../../../platform/apollo/use-query.ts';
import type { ImportRun } from '../wizard/use-import.ts';
import type { SetupSaver } from '../wizard/use-setup.ts';

type Preview = NonNullable<ImportPreviewQuery['import']>['preview'];

/** The meaning of each column while it is edited, and what the first rows become under it. */
export interface MappingState {
  readonly columns: ComputedRef<readonly MappedColumnFragment[]>;
  readonly keys: ComputedRef<readonly (readonly TargetField[])[]>;
  readonly preview: ComputedRef<Preview | undefined>;
  readonly query: Query<ImportPreviewQuery, { id: string; setup?: ImportSetupInput | null; rows: number }>;
  /** Position of the column in hand. */
  readonly current: Ref<number>;
  readonly map: (index: number, target: TargetField) => void;
  /** Sets an option of a column; an empty value takes it away. */
  readonly setOption: (index: number, name: string, value: string) => void;
  readonly setKeys: (keys: readonly (readonly TargetField[])[]) => void;
}

const ROWS = 20;

/** See {@link MappingState}. What is edited is previewed at once and saved soon after. */
export function useMapping(run: ComputedRef<ImportRun>, saver: SetupSaver): MappingState {
  const edited = ref<readonly MappedColumnFragment[]>();
  const editedKeys = ref<readonly (readonly TargetField[])[]>();
  const current = ref(0);
  // Until a person chose keys, the server suggests them anew for each mapping.
  const ownKeys = useSessionStorage(`dossier.import.keys.${run.value.id}`, false);
  const columns = computed(() => edited.value ?? run.value.mapping);
  const keys = computed(() => editedKeys.value ?? run.value.keys);

  const setup = computed((): ImportSetupInput => ({
    mapping: toInput(columns.value),
    ...(ownKeys.value && { keys: keys.value.map((key) => [...key]) }),
  }));
  const asked = refDebounced(setup, 250);
  const query = useQuery(ImportPreviewDocument, () => ({ id: run.value.id, setup: asked.value, rows: ROWS }), {
    fetchPolicy: 'no-cache',
  });
  // What the server has is what counts, as soon as nothing here is waiting to be saved.
  watch(saver.pending, (pending) => {
    if (!pending && saver.errors.all.value.length === 0 && !saver.failure.value)
      edited.value = editedKeys.value = undefined;
  });

  function edit(index: number, change: (column: MappedColumnFragment) => MappedColumnFragment): void {
    edited.value = columns.value.map((column) => (column.index === index ? change(column) : column));
    saver.change(setup.value);
  }
  return {
    columns,
    keys,
    preview: computed(() => query.data.value?.import?.preview),
    query,
    current,
    map: (index, target) =>
      edit(index, (column) => ({ ...column, target, options: [], confidence: null, reason: null })),
    setOption: (index, name, value) =>
      edit(index, (column) => {
        const others = column.options.filter((option) => option.name !== name);
        return { ...column, options: value ? [...others, { __typename: 'MappingOption', name, value }] : others };
      }),
    setKeys: (chosen) => {
      ownKeys.value = true;
      editedKeys.value = chosen;
      saver.change(setup.value);
    },
  };
}

function toInput(columns: readonly MappedColumnFragment[]): NonNullable<ImportSetupInput['mapping']> {
  return columns.map(({ column, index, target, options }) => ({
    column,
    index,
    target,
    options: options.map(({ name, value }) => ({ name, value })),
  }));
}
