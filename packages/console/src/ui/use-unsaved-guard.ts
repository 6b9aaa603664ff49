import { ElMessageBox } from 'element-plus';
import { useEventListener } from '@vueuse/core';
import { toValue } from 'vue';
import type { MaybeRefOrGetter } from 'vue';
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router';
import { useT } from '../platform/i18n/use-t.ts';

/** Asks before leaving a page while something typed there is not saved; call it in the page's own component. */
export function useUnsavedGuard(unsaved: MaybeRefOrGetter<boolean>): void {
  const { t } = useT();
  useEventListener(window, 'beforeunload', (event) => {
    if (toValue(unsaved)) event.preventDefault();
  });
  async function mayGo(): Promise<boolean> {
    if (!toValue(unsaved)) return true;
    const question = ElMessageBox.confirm(t('ui.leave.text'), t('ui.leave.title'), {
      confirmButtonText: t('ui.leave.leave'),
      cancelButtonText: t('ui.leave.stay'),
      type: 'warning',
    });
    return question.then(
      () => true,
      () => false,
    );
  }
  onBeforeRouteLeave(mayGo);
  onBeforeRouteUpdate(mayGo);
}
