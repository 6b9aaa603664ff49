import { useEventListener } from '@vueuse/core';

/**
 * Keys of the queue, by letter: only when nobody is typing, nothing lies over the page, and no other key is held.
 */
export function useReviewKeys(keys: Readonly<Record<string, () => void>>): void {
  useEventListener(window, 'keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target, event.key)) return;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

const TYPING = 'input:not([type=radio], [type=checkbox]), textarea, [contenteditable=true], .el-popper';

function isTaken(target: EventTarget | null, key: string): boolean {
  if (document.querySelector('.el-overlay:not([style*="display: none"])')) return true;
  if (!(target instanceof Element)) return false;
  // Enter presses what has the focus.
  return target.closest(key === 'Enter' ? `${TYPING}, button, a` : TYPING) !== null;
}
