import { describe, expect, it } from 'vitest';
import { matchEntries, stepAround } from './palette-entries.ts';
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

describe('stepAround', () => {
  it.each([
    [0, 1, 3, 1],
    [2, 1, 3, 0],
    [0, -1, 3, 2],
    [0, 1, 0, -1],
  ])('from %s by %s of %s to %s', (from, by, length, to) => expect(stepAround(from, by, length)).toBe(to));
});
