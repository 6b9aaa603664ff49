import { expect, it } from 'vitest';
import type { TargetField } from '../../../gql/graphql.ts';
import { mountPage } from '../../../testing/mount-page.ts';
import PreviewCell from './PreviewCell.vue';

it.each([
  ['ORDER_TIME', '2025-11-03 10:20', '2025-11-03T02:20:00.000Z', 'WARNING', '2025年11月3日 10:20'],
  ['NOTE', '2025-11-03T02:20:00.000Z', '2025-11-03T02:20:00.000Z', 'OK', '2025-11-03T02:20:00.000Z'],
  ['GENDER', 'F', 'FEMALE', 'OK', '女'],
  ['NAME', '张　伟', '张 伟', 'OK', '张 伟'],
] as const)('shows %s as people read it', async (target: TargetField, raw, value, state, expected) => {
  const cell = { __typename: 'PreviewCell', raw, value, state, problem: null };
  const { page } = await mountPage(PreviewCell, { locale: 'zh-CN', props: { cell, target } });
  expect(page.text().replace(/^!/, '')).toBe(expected);
});
