import { expect, it } from 'vitest';
import { mountPage } from '../../../testing/mount-page.ts';
import SourcePicker from './SourcePicker.vue';

const sources = [
  { __typename: 'Source', id: 'src_1', code: 'crm', name: '老客户系统' },
  { __typename: 'Source', id: 'src_2', code: 'shop', name: '网店' },
];

it.each([
  ['a source there is', '网店', { pick: [['src_2']] }],
  ['a new one', 'members', { create: [['members']] }],
])('takes %s that is typed and sent off at once', async (_, text, expected) => {
  const { page } = await mountPage(SourcePicker, { props: { sources, value: undefined } });
  const input = page.get('input');
  await input.trigger('click');
  await input.setValue(text);
  await input.trigger('keydown', { key: 'Enter', code: 'Enter' });
  const { pick, create } = page.getComponent(SourcePicker).emitted();
  expect({ ...(pick && { pick }), ...(create && { create }) }).toEqual(expected);
});
