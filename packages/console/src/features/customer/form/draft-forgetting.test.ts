import { beforeEach, describe, expect, it } from 'vitest';
import { ApolloClient, ApolloLink, Observable } from '@apollo/client/core';
import type { SessionQuery } from '../../../gql/graphql.ts';
import { createCache } from '../../../platform/apollo/cache.ts';
import { createSession } from '../../../platform/session/use-session.ts';
import { DRAFT_KEY, sessionFixture } from '../../../testing/session.fixture.ts';
import '../index.ts';
import { lastListUrl, recallList, rememberList, rememberListUrl } from '../list/list-memory.ts';
import { emptyDraft } from './draft.ts';
import { readDraft, storeDraft } from './draft-storage.ts';

const NOW = 1_800_000_000_000;

function sessionOf(users: readonly (string | undefined)[]) {
  const asked = [...users];
  const link = new ApolloLink(
    () =>
      new Observable((observer) => {
        const id = asked.shift();
        const known = sessionFixture();
        const viewer =
          id === undefined ? null : known.viewer && { ...known.viewer, user: { ...known.viewer.user, id } };
        const data: SessionQuery = { ...known, viewer };
        observer.next({ data: { ...data } });
        observer.complete();
      }),
  );
  return createSession(new ApolloClient({ cache: createCache(), link }));
}

const ownerOf = (id: string) => ({ id, key: DRAFT_KEY });
function type(userId: string): void {
  const draft = emptyDraft();
  storeDraft(ownerOf(userId), 'new', { draft, base: draft, version: undefined, savedAt: NOW });
  rememberList('all', { scrollTop: 120 });
  rememberListUrl('/customers#q=%E5%BC%A0');
}
const whatIsLeft = (userId: string) => ({
  draft: readDraft(ownerOf(userId), 'new', NOW) !== undefined,
  list: recallList('all')?.scrollTop,
  url: lastListUrl(),
});
const EVERYTHING = { draft: true, list: 120, url: '/customers#q=%E5%BC%A0' };
const NOTHING = { draft: false, list: undefined, url: '/customers' };

beforeEach(() => localStorage.clear());

describe('what a user typed and saw', () => {
  it('is gone once they signed out', async () => {
    const session = sessionOf(['usr_1']);
    await session.load();
    type('usr_1');
    await session.leave();
    expect(whatIsLeft('usr_1')).toEqual(NOTHING);
    expect(JSON.stringify(localStorage)).not.toContain('usr_1');
  });

  it('waits for them when their session merely ended', async () => {
    const session = sessionOf(['usr_1', undefined, 'usr_1']);
    await session.load();
    type('usr_1');
    await session.forget();
    await session.load();
    await session.load();
    expect(whatIsLeft('usr_1')).toEqual(EVERYTHING);
  });

  it('is gone when somebody else signs in, also after a reload', async () => {
    const before = sessionOf(['usr_1']);
    await before.load();
    type('usr_1');
    await sessionOf(['usr_2']).load();
    expect(whatIsLeft('usr_1')).toEqual(NOTHING);
  });
});
