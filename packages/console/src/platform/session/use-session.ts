import type { ApolloClient } from '@apollo/client/core';
import { computed, inject, shallowRef } from 'vue';
import type { ComputedRef, InjectionKey, ShallowRef } from 'vue';
import { SessionDocument } from '../../gql/graphql.ts';
import type { Permission, SessionQuery } from '../../gql/graphql.ts';
import { forgetPersonalData } from './personal-data.ts';

type Installation = SessionQuery['installation'];
type Viewer = NonNullable<SessionQuery['viewer']>;

/** Who is signed in, what they may do, and what this installation is set to. */
export interface Session {
  readonly viewer: ComputedRef<Viewer | undefined>;
  readonly installation: ComputedRef<Installation | undefined>;
  readonly loaded: ComputedRef<boolean>;
  /** Whether the viewer has a right. The console hides by it; the server decides. */
  readonly can: (permission: Permission) => boolean;
  /** Asks the server again (after sign-in, after settings change). */
  readonly load: () => Promise<void>;
  /** The session is over: forgets who was signed in and everything read, and keeps what that user typed for the return. */
  readonly forget: () => Promise<void>;
  /** The user left: forgets everything, also what was typed and not saved. */
  readonly leave: () => Promise<void>;
}

/** Whose personal data this browser may hold: an opaque id. */
const LAST_USER = 'dossier.last-user';

/** Where components find the session. */
export const sessionKey: InjectionKey<Session> = Symbol('session');

/** The session of this page. */
export function useSession(): Session {
  const session = inject(sessionKey);
  if (!session) throw new Error('No session was provided.');
  return session;
}

/** A session over an Apollo client; nothing is asked before `load`. */
export function createSession(client: ApolloClient): Session {
  const data: ShallowRef<SessionQuery | undefined> = shallowRef();
  const viewer = computed(() => data.value?.viewer ?? undefined);

  /** Somebody else than who was here last: nothing of the one is left for the other. */
  function welcome(userId: string | undefined): void {
    if (userId === undefined || userId === localStorage.getItem(LAST_USER)) return;
    forgetPersonalData();
    localStorage.setItem(LAST_USER, userId);
  }
  async function forget(): Promise<void> {
    if (data.value) data.value = { ...data.value, viewer: null };
    await client.clearStore();
  }
  return {
    viewer,
    installation: computed(() => data.value?.installation),
    loaded: computed(() => data.value !== undefined),
    can: (permission) => viewer.value?.permissions.includes(permission) ?? false,
    load: async () => {
      const result = await client.query({ query: SessionDocument, fetchPolicy: 'network-only' });
      if (result.data) {
        welcome(result.data.viewer?.user.id);
        data.value = result.data;
      } else if (result.error) throw result.error;
    },
    forget,
    leave: async () => {
      await forget();
      forgetPersonalData();
      localStorage.removeItem(LAST_USER);
    },
  };
}
