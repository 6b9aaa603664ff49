import { describe, expect, it } from 'vitest';
import { jobDefinitions } from './jobs.ts';

describe('jobs', () => {
  it.each(['zh-CN', 'en'])('all have a name on the page of jobs (%s)', async (locale) => {
    const words = new URL(`../../../console/src/ui/enum-messages.${locale}.ts`, import.meta.url);
    // The console is not a package that the server knows; only its words are read here.
    const { enumMessages } = (await import(words.href)) as { enumMessages: { JobKind: object } };
    const nameOf = (kind: string): unknown =>
      kind.split('.').reduce<unknown>((at, part) => Object(at)[part], enumMessages.JobKind);
    const kinds = jobDefinitions.map(({ kind }) => kind);
    expect(kinds.length).toBeGreaterThan(20);
    expect(kinds.filter((kind) => typeof nameOf(kind) !== 'string')).toEqual([]);
  });
});
