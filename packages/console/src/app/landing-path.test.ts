import { BUILT_IN_POLICY, type Role, ROLES } from '@dossier/shared/access';
import { createMemoryHistory } from 'vue-router';
import { describe, expect, it } from 'vitest';
import type { Permission } from '../gql/graphql.ts';
import { createSession } from '../platform/session/use-session.ts';
import { sessionFixture } from '../testing/session.fixture.ts';
import { createAppRouter } from './router.ts';
import { ApolloClient, ApolloLink, Observable } from '@apollo/client/core';
import { createCache } from '../platform/apollo/cache.ts';
import { landingPath } from './landing-path.ts';

const permissionsOf = (role: Role): readonly Permission[] => BUILT_IN_POLICY.roles[role]?.permissions ?? [];

/** Where somebody with these rights is after opening the console. */
async function begun(permissions: readonly Permission[]): Promise<string> {
  const link = new ApolloLink(
    () =>
      new Observable((observer) => {
        observer.next({ data: { ...sessionFixture(permissions) } });
        observer.complete();
      }),
  );
  const session = createSession(new ApolloClient({ cache: createCache(), link }));
  await session.load();
  const router = createAppRouter(session, createMemoryHistory());
  await router.push('/');
  return router.currentRoute.value.path;
}

describe('where people begin', () => {
  it.each<[Role, string]>([
    ['SECURITY_ADMIN', '/settings/users'],
    ['PRIVACY_OFFICER', '/'],
    ['AUDITOR', '/'],
    ['DATA_STEWARD', '/'],
    ['MANAGER', '/'],
    ['SALES', '/'],
    ['SUPPORT', '/customers'],
    ['ANALYST', '/'],
    ['VIEWER', '/'],
    ['PARTNER_DEVELOPER', '/my-app'],
  ])('%s: %s', async (role, path) => expect(await begun(permissionsOf(role))).toBe(path));

  it('has a row for every role', () => expect(ROLES).toHaveLength(10));

  it('is the own account for whoever has no page', () => expect(landingPath(() => false)).toBe('/account'));
});
