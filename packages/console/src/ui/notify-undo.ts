import { ElNotification } from 'element-plus';
import { h } from 'vue';

const SHOWN_MS = 10_000;

/** Says that something was done, with a button that takes it back at once. `action` is the verb on the button. */
export function notifyUndo({ title, action, undo }: { title: string; action: string; undo: () => unknown }): void {
  const note = ElNotification({
    title,
    type: 'success',
    duration: SHOWN_MS,
    message: h(
      'button',
      {
        type: 'button',
        class: 'el-button el-button--small',
        onClick: () => {
          note.close();
          undo();
        },
      },
      action,
    ),
  });
}
