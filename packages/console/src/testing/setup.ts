import { disableAutoUnmount } from '@vue/test-utils';
import { afterEach, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { takeDownPages } from './mount-page.ts';

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

// A file may enable it for what it mounts by itself; it can be enabled once in a process.
disableAutoUnmount();
afterEach(() => {
  takeDownPages();
  document.body.replaceChildren();
  localStorage.clear();
  sessionStorage.clear();
  vi.useRealTimers();
});
