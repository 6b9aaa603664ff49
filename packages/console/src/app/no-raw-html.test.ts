import { expect, it } from 'vitest';

const sources = import.meta.glob<string>(['../**/*.vue', '../**/*.ts', '!../**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

// What customers are called and what files say is shown as text: nothing may take it for markup.
it('no component writes HTML', () => {
  const names = Object.keys(sources);
  expect(names.length).toBeGreaterThan(100);
  const writing = /v-html|innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment/;
  expect(names.filter((name) => writing.test(sources[name] ?? ''))).toEqual([]);
});
