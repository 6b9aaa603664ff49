import { afterEach, describe, expect, it, vi } from 'vitest';
import { mountPage, settle } from '../testing/mount-page.ts';
import SectionTabs from './SectionTabs.vue';

const tabs = ['general', 'sources', 'users'].map((name) => ({ label: name, to: `/settings/${name}` }));

afterEach(() => {
  vi.restoreAllMocks();
  document.body.innerHTML = '';
});

describe('SectionTabs', () => {
  it('scrolls the tab that is shown into the middle of a narrow screen', async () => {
    const places: Record<string, number> = { general: 0, sources: 100, users: 300 };
    vi.spyOn(HTMLElement.prototype, 'offsetLeft', 'get').mockImplementation(function (this: HTMLElement) {
      return places[this.textContent] ?? 0;
    });
    vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(80);
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(200);
    const { page, router } = await mountPage(SectionTabs, {
      path: '/settings/users',
      props: { label: 'Settings', tabs },
    });
    const nav = page.get('nav').element;
    expect([nav.scrollLeft, page.get('[aria-current=page]').text()]).toEqual([240, 'users']);
    await router.push('/settings/sources');
    await settle();
    expect([nav.scrollLeft, page.get('[aria-current=page]').text()]).toEqual([40, 'sources']);
  });
});
