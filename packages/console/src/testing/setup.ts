import { disableAutoUnmount, enableAutoUnmount } from '@vue/test-utils';
import { afterEach, vi } from 'vitest';
import { defineComponent, h } from 'vue';

// Before each file of tests. Files share the modules and the document of their process, so each leaves them as it found them.

// happy-dom has no canvas to draw on; what is drawn stands in a table beside it.
vi.mock('../ui/ChartCanvas.vue', () => ({
  __esModule: true,
  default: defineComponent({ name: 'ChartCanvas', render: () => h('div') }),
}));
vi.mock('../features/relationship/graph/GraphCanvas.vue', () => ({
  __esModule: true,
  default: defineComponent({ name: 'GraphCanvas', emits: ['select'], render: () => h('div', { class: 'drawn' }) }),
}));

afterEach(() => {
  document.body.replaceChildren();
  localStorage.clear();
  sessionStorage.clear();
  vi.useRealTimers();
});
// Registered last, done first: pages are taken down while they are still in the document.
disableAutoUnmount();
enableAutoUnmount(afterEach);
