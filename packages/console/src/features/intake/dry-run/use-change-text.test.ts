import { defineComponent, h } from 'vue';
import { describe, expect, it } from 'vitest';
import { mountPage } from '../../../testing/mount-page.ts';
import { useChangeText } from './use-change-text.ts';

const Changes = defineComponent({
  props: { change: { type: String, required: true } },
  setup(props) {
    const textOf = useChangeText();
    return () => h('p', textOf(props.change));
  },
});

describe('a change that a dry run tells of', () => {
  it.each([
    ['birth_date: 1990-02-03 → 1990-03-02', 'zh-CN', '出生日期：1990年2月3日 → 1990年3月2日'],
    ['birth_date: 1990-02-03', 'en', 'Birth date: Feb 3, 1990'],
    ['phone: +8613800138000, +442079460958', 'zh-CN', '电话：138 0013 8000, +442079460958'],
    ['kind: PERSON → ORGANISATION', 'en', 'Kind: Person → Organisation'],
    ['note: 2026-01-01 再联系', 'zh-CN', '备注：2026-01-01 再联系'],
    ['此行的单元格少于表的列数。', 'zh-CN', '此行的单元格少于表的列数。'],
  ] as const)('%s in %s', async (change, locale, text) => {
    const { page } = await mountPage(Changes, { props: { change }, locale });
    expect(page.text()).toBe(text);
  });
});
