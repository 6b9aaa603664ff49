import { unsentAddress } from '../../platform/unsent.ts';

/** The URLs of sign-in, links and the own account. */
export const paths = {
  firstRun: (): string => '/first-run',
  signIn: (back?: string): string => unsentAddress('/sign-in', { back }),
  link: (): string => '/link',
  enrol: (back?: string): string => unsentAddress('/enrol', { back: back === '/' ? undefined : back }),
  account: (): string => '/account',
  security: (): string => '/account/security',
  policy: (part = 'roles'): string => (part === 'roles' ? '/settings/access' : `/settings/access?part=${part}`),
  teams: (): string => '/settings/teams',
  users: (): string => '/settings/users',
};
