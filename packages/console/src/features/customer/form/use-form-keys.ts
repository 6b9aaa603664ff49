import { ElMessageBox } from 'element-plus';
import { useEventListener } from '@vueuse/core';
import { toValue } from 'vue';
import type { MaybeRefOrGetter } from 'vue';
import { useT } from '../../../platform/i18n/use-t.ts';

/** What the keys of a form do. `within`: only while the focus is in this element; absent: on the whole page. */
export interface FormKeys {
  readonly save: () => void;
  readonly cancel: () => void;
  readonly changed: MaybeRefOrGetter<boolean>;
  readonly within?: MaybeRefOrGetter<HTMLElement | undefined>;
}

/** Ctrl/⌘-S saves; Esc leaves, and asks first when something would be lost. Answers the same leaving for a button. */
export function useFormKeys({ save, cancel, changed, within }: FormKeys): { cancel: () => void } {
  const { t } = useT();
  let asking = false;

  function leave(): void {
    if (!toValue(changed)) return cancel();
    if (asking) return;
    asking = true;
    ElMessageBox.confirm(t('ui.leave.text'), t('customer.form.leave'), {
      confirmButtonText: t('customer.form.discard'),
      cancelButtonText: t('ui.leave.stay'),
      type: 'warning',
    })
      .then(cancel, () => undefined)
      .finally(() => (asking = false));
  }

  useEventListener(window, 'keydown', (event) => {
    const box = toValue(within);
    if (within && !(event.target instanceof Node && box?.contains(event.target))) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
      event.preventDefault();
      save();
    }
    // An open list or calendar takes Esc for itself.
    const isTaken =
      event.target instanceof Element && event.target.closest('[aria-expanded="true"], .el-overlay, .el-popper');
    if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing && !isTaken) leave();
  });
  return { cancel: leave };
}
