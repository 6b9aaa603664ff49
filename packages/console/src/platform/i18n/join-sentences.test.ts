import { expect, it } from 'vitest';
import { joinSentences } from './join-sentences.ts';

it.each([
  ['zh-CN', ['没有权限。', '请联系管理员。'], '没有权限。请联系管理员。'],
  ['en', ['No permission.', 'Ask an administrator.'], 'No permission. Ask an administrator.'],
  ['en', [undefined, 'Ask an administrator.', ''], 'Ask an administrator.'],
] as const)('%s sentences stand side by side', (locale, sentences, expected) =>
  expect(joinSentences(locale, ...sentences)).toBe(expected),
);
