import { describe, expect, it } from 'vitest';
import { likeNavigation, matchEntries, stepAround } from './palette-entries.ts';
import type { PaletteEntry } from './palette-entries.ts';

const entry = (label: string, detail?: string): PaletteEntry => ({
  id: label,
  group: 'pages',
  label,
  path: '/',
  ...(detail && { detail }),
});
const entries = [entry('来源与优先级'), entry('Code lists', 'Settings'), entry('Users', 'Settings')];

describe('matchEntries', () => {
  it.each([
    ['', ['来源与优先级', 'Code lists', 'Users']],
    ['优先', ['来源与优先级']],
    ['ＣＯＤＥ', ['Code lists']],
    ['set us', ['Users']],
    ['nothing', []],
  ])('finds by %s', (query, labels) => expect(matchEntries(entries, query).map(({ label }) => label)).toEqual(labels));
});

describe('likeNavigation', () => {
  it('puts pages as the side shows them, below it what stands alone', () => {
    const routes = ['/imports/templates', '/imports/new', '/settings/users', '/account', '/', '/imports', '/customers'];
    const pages = routes.map((path) => ({ path }));
    expect(likeNavigation(pages, ['/', '/customers', '/imports', '/settings']).map(({ path }) => path)).toEqual([
      '/',
      '/customers',
      '/imports',
      '/imports/templates',
      '/imports/new',
      '/settings/users',
      '/account',
    ]);
  });
});

describe('stepAround', () => {
  it.each([
    [0, 1, 3, 1],
    [2, 1, 3, 0],
    [0, -1, 3, 2],
    [0, 1, 0, -1],
  ])('from %s by %s of %s to %s', (from, by, length, to) => expect(stepAround(from, by, length)).toBe(to));
});
