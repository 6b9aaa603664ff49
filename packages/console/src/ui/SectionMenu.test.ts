import { afterEach, describe, expect, it } from 'vitest';
import { mountPage, settle } from '../testing/mount-page.ts';
import SectionMenu from './SectionMenu.vue';

const groups = [
  { label: 'Installation', links: [{ label: 'General', to: '/settings/general' }] },
  {
    label: 'Privacy',
    links: [
      { label: 'Policy', to: '/settings/policy' },
      { label: 'Partner apps', to: '/settings/partner-apps' },
    ],
  },
];

afterEach(() => (document.body.innerHTML = ''));

describe('SectionMenu', () => {
  it('marks the page, also for what stands below it, and folds when one was chosen', async () => {
    const { page, router } = await mountPage(SectionMenu, {
      path: '/settings/partner-apps/app_1',
      props: { label: 'Settings', groups },
    });
    const button = page.get('button');
    expect(page.findAll('[aria-current=page]').map((link) => link.text())).toEqual(['Partner apps']);
    expect([button.text(), button.attributes('aria-expanded')]).toEqual(['Partner apps', 'false']);
    await button.trigger('click');
    expect(button.attributes('aria-expanded')).toBe('true');
    await router.push('/settings/policy');
    await settle();
    expect([button.text(), button.attributes('aria-expanded')]).toEqual(['Policy', 'false']);
    expect(page.findAll('[role=group]').map((group) => group.attributes('aria-label'))).toEqual([
      'Installation',
      'Privacy',
    ]);
  });
});
