import { afterEach, describe, expect, it } from 'vitest';
import { defineComponent } from 'vue';
import { mountPage } from '../../testing/mount-page.ts';
import { useT } from './use-t.ts';

const Counts = defineComponent({
  setup: () => ({ ...useT() }),
  template: `<p v-for="count in ['0', '1', '2', '1,204', '…']">{{ t('customer.list.total', { count }) }}</p>`,
});
const said = async (locale: 'en' | 'zh-CN'): Promise<string[]> => {
  const { page } = await mountPage(Counts, { locale });
  return page.findAll('p').map((one) => one.text());
};

afterEach(() => (document.body.innerHTML = ''));

describe('useT', () => {
  it('tells one from many where the language does', async () =>
    expect(await said('en')).toEqual(['0 customers', '1 customer', '2 customers', '1,204 customers', '… customers']));

  it('says it in one way where the language does not', async () =>
    expect(await said('zh-CN')).toEqual([
      '共 0 个客户',
      '共 1 个客户',
      '共 2 个客户',
      '共 1,204 个客户',
      '共 … 个客户',
    ]));
});
