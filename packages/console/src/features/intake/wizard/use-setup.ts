import { computed, onScopeDispose, ref, watch } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { ImportSetupDocument } from '../../../gql/graphql.ts';
import type { ImportSetupInput } from '../../../gql/graphql.ts';
import type { Failure } from '../../../platform/apollo/failure.ts';
import { useMutation } from '../../../platform/apollo/use-query.ts';
import { useUserErrors } from '../../../ui/use-user-errors.ts';
import type { UserErrors } from '../../../ui/use-user-errors.ts';
import type { ImportRun } from './use-import.ts';

/** Keeps the setup of an import at the server while it is edited. */
export interface SetupSaver {
  /** Saves a part of the setup soon; parts given meanwhile go along. */
  readonly change: (part: ImportSetupInput) => void;
  /** Saves what is waiting now. True when everything is at the server. */
  readonly flush: () => Promise<boolean>;
  /** Whether something is waiting or on its way. */
  readonly pending: ComputedRef<boolean>;
  /** Set once something was saved here. */
  readonly saved: Ref<boolean>;
  /** Set when somebody else changed the import meanwhile; what was loaded instead is shown. */
  readonly stale: Ref<boolean>;
  readonly errors: UserErrors;
  readonly failure: ShallowRef<Failure | undefined>;
}

const WAIT = 500;

/** See {@link SetupSaver}. Saves one after the other, each with the version the one before answered. */
export function useSetup(run: ComputedRef<ImportRun | undefined>, reload: () => Promise<void>): SetupSaver {
  const { run: save, error: failure } = useMutation(ImportSetupDocument);
  const errors = useUserErrors();
  const waiting = ref<ImportSetupInput>();
  const busy = ref(false);
  const saved = ref(false);
  const stale = ref(false);
  let version = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let queue: Promise<boolean> = Promise.resolve(true);

  watch(
    () => run.value?.version,
    (known) => (version = known ?? version),
    { immediate: true, flush: 'sync' },
  );

  function change(part: ImportSetupInput): void {
    waiting.value = { ...waiting.value, ...part };
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), WAIT);
  }
  /** Puts back what could not be sent, below what was changed since. */
  function keep(setup: ImportSetupInput): void {
    waiting.value = waiting.value ? { ...setup, ...waiting.value } : setup;
  }
  function flush(): Promise<boolean> {
    clearTimeout(timer);
    queue = queue.then(async () => (waiting.value ? await send(waiting.value) : errors.all.value.length === 0));
    return queue;
  }
  async function send(setup: ImportSetupInput): Promise<boolean> {
    if (!run.value) return false;
    waiting.value = undefined;
    busy.value = true;
    const payload = (await save({ id: run.value.id, version, setup }))?.importSetup;
    busy.value = false;
    if (!payload) {
      // Not lost: goes along with the next change, or with the next press of a button.
      keep(setup);
      return false;
    }
    version = payload.import?.version ?? version;
    stale.value = payload.userErrors.some(({ code }) => code === 'STALE');
    if (stale.value) await reload();
    const accepted = errors.accept(stale.value ? [] : payload.userErrors);
    saved.value = accepted && !stale.value;
    return saved.value;
  }
  onScopeDispose(() => void flush());
  return {
    change,
    flush,
    pending: computed(() => busy.value || waiting.value !== undefined),
    saved,
    stale,
    errors,
    failure,
  };
}
