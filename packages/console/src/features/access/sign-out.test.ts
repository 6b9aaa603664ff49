import { afterEach, describe, expect, it, vi } from 'vitest';
import { defineComponent } from 'vue';
import { SignOutDocument } from '../../gql/graphql.ts';
import { useSession } from '../../platform/session/use-session.ts';
import { answer, failure, mountPage, settle } from '../../testing/mount-page.ts';
import type { Answer, MountedPage } from '../../testing/mount-page.ts';
import { useSignOut } from './use-sign-out.ts';

const Menu = defineComponent({
  setup: () => ({ signOut: useSignOut(), viewer: useSession().viewer }),
  template: '<button @click="signOut">{{ viewer ? viewer.user.name : "nobody" }}</button>',
});
const done = answer(SignOutDocument, {
  __typename: 'Mutation',
  signOut: { __typename: 'DonePayload', done: true },
});

async function atSettings(reply: Answer): Promise<MountedPage & { press: () => Promise<void> }> {
  const mounted = await mountPage(Menu, { path: '/settings/general?a=1', answers: [reply] });
  const press = async (): Promise<void> => {
    await mounted.page.get('button').trigger('click');
    await settle();
  };
  return { ...mounted, press };
}

afterEach(() => (document.body.innerHTML = ''));

describe('useSignOut', () => {
  it('shows the sign-in page, ends the session and forgets who it was', async () => {
    const { page, sent, router, press } = await atSettings(done);
    await press();
    expect(sent.map(({ name }) => name)).toEqual(['SignOut']);
    expect(router.currentRoute.value.fullPath).toBe('/sign-in');
    expect(page.text()).toBe('nobody');
  });

  it('does nothing at all when the page is not left because something is unsaved', async () => {
    const { page, sent, router, press } = await atSettings(done);
    const name = page.text();
    router.beforeEach(() => false);
    await press();
    expect(sent).toEqual([]);
    expect(router.currentRoute.value.fullPath).toBe('/settings/general?a=1');
    expect(page.text()).toBe(name);
    expect(name).not.toBe('nobody');
  });

  it('comes back and says so when the server could not end the session', async () => {
    const { page, router, press } = await atSettings(failure(SignOutDocument, 'INTERNAL'));
    await press();
    expect(router.currentRoute.value.fullPath).toBe('/settings/general?a=1');
    expect(page.text()).not.toBe('nobody');
    await vi.waitFor(() => expect(document.body.textContent).toContain('The server failed.'));
  });

  it('is signed out also when the session had ended before', async () => {
    const { page, router, press } = await atSettings(failure(SignOutDocument, 'UNAUTHENTICATED'));
    await press();
    expect(router.currentRoute.value.fullPath).toBe('/sign-in');
    expect(page.text()).toBe('nobody');
  });
});
