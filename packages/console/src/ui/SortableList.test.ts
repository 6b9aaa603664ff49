import { mount } from '@vue/test-utils';
import type { VueWrapper } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import SortableList from './SortableList.vue';

const items = ['a', 'b', 'c'].map((id) => ({ id }));

function mountList(disabled = false): VueWrapper {
  return mount(SortableList<{ readonly id: string }>, {
    props: {
      items,
      nameOf: ({ id }: { readonly id: string }) => id.toUpperCase(),
      label: 'Order',
      upLabel: (name: string) => `Move ${name} up`,
      downLabel: (name: string) => `Move ${name} down`,
      movedText: (name: string, position: number) => `${name} at ${position}`,
      disabled,
    },
  });
}

describe('SortableList', () => {
  it('moves by Alt and an arrow, and says where to', async () => {
    const list = mountList();
    await list.findAll('li')[1]?.trigger('keydown', { key: 'ArrowUp', altKey: true });
    expect(list.emitted('reorder')).toEqual([[['b', 'a', 'c']]]);
    expect(list.get('[aria-live]').text()).toBe('B at 1');
  });

  it('moves by its buttons, and not beyond the ends', async () => {
    const list = mountList();
    expect(list.get('[aria-label="Move A up"]').attributes('disabled')).toBeDefined();
    await list.get('[aria-label="Move A down"]').trigger('click');
    expect(list.emitted('reorder')).toEqual([[['b', 'a', 'c']]]);
  });

  it('moves by dragging one over another', async () => {
    const list = mountList();
    const [first, , third] = list.findAll('li');
    await third?.trigger('dragstart');
    await first?.trigger('dragover');
    expect(list.emitted('reorder')).toEqual([[['c', 'a', 'b']]]);
  });

  it('stays as it is when it may not be changed', async () => {
    const list = mountList(true);
    await list.findAll('li')[1]?.trigger('keydown', { key: 'ArrowUp', altKey: true });
    expect(list.emitted('reorder')).toBeUndefined();
    expect(list.findAll('button')).toHaveLength(0);
  });
});
