import { computed, ref } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { useFormat } from '../../../platform/format/use-format.ts';
import { useT } from '../../../platform/i18n/use-t.ts';
import { useImportActions } from '../wizard/use-actions.ts';
import type { ImportActionsControl } from '../wizard/use-actions.ts';
import type { ImportRun } from '../wizard/use-import.ts';

/** Actions that are asked about before they are done. */
export type AskedAction = 'cancel' | 'undo' | 'redo' | 'purge';

/** The question before an action, with what it does in numbers. */
export interface ActionQuestion {
  readonly action: AskedAction;
  readonly title: string;
  readonly consequence: string;
  readonly more: readonly string[];
  /** How to reverse it; undefined when that is impossible. */
  readonly undo: string | undefined;
  readonly verb: string;
  readonly danger: boolean;
}

/** The page of an import that has begun: what can be done and what is asked before. */
export interface RunStep {
  readonly control: ImportActionsControl;
  readonly question: ComputedRef<ActionQuestion | undefined>;
  readonly asked: Ref<AskedAction | undefined>;
  readonly confirm: () => Promise<void>;
}

/** See {@link RunStep}. `onPurge` is told when a purge was taken on: its import does not change its state before the end. */
export function useRunStep(run: () => ImportRun, onPurge: () => void): RunStep {
  const { t } = useT();
  const format = useFormat();
  const control = useImportActions(() => run().id);
  const asked = ref<AskedAction>();

  const question = computed((): ActionQuestion | undefined => {
    const action = asked.value;
    if (!action) return undefined;
    const { counts, progress } = run();
    const rows = format.number(counts?.read ?? progress?.rows ?? 0);
    const base = {
      action,
      title: action === 'cancel' ? t('intake.run.cancelTitle') : t(`intake.result.${action}Title`),
    };
    if (action === 'cancel')
      return {
        ...base,
        consequence: t('intake.run.cancelText', { rows }),
        more: [],
        undo: t('intake.run.cancelUndo'),
        verb: t('intake.run.cancel'),
        danger: true,
      };
    const verb = t(`intake.result.${action}`);
    if (action === 'redo')
      return {
        ...base,
        consequence: t('intake.result.redoText', { rows }),
        more: [],
        undo: t('intake.result.redoHow'),
        verb,
        danger: false,
      };
    if (action === 'purge')
      return {
        ...base,
        consequence: t('intake.result.purgeText', { rows }),
        more: [],
        undo: undefined,
        verb,
        danger: true,
      };
    return {
      ...base,
      consequence: undoText(),
      more: [t('intake.result.undoKept')],
      undo: t('intake.result.undoHow'),
      verb,
      danger: true,
    };
  });
  function undoText(): string {
    const { counts, kind } = run();
    if (kind === 'PURCHASES')
      return t('intake.result.undoPurchases', {
        orders: format.number(counts?.orders ?? 0),
        lines: format.number(counts?.orderLines ?? 0),
      });
    return t('intake.result.undoText', {
      created: format.number(counts?.created ?? 0),
      updated: format.number(counts?.updated ?? 0),
    });
  }
  async function confirm(): Promise<void> {
    const action = asked.value;
    if (!action) return;
    const taken = await control.act(action);
    asked.value = undefined;
    if (taken && action === 'purge') onPurge();
  }
  return { control, question, asked, confirm };
}
