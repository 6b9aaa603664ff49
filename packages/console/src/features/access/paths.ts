/** The URLs of sign-in, links and the own account. */
export const paths = {
  firstRun: (): string => '/first-run',
  signIn: (back?: string): string => (back ? `/sign-in?back=${encodeURIComponent(back)}` : '/sign-in'),
  link: (): string => '/link',
  enrol: (back?: string): string => (back && back !== '/' ? `/enrol?back=${encodeURIComponent(back)}` : '/enrol'),
  account: (): string => '/account',
  security: (): string => '/account/security',
  policy: (part = 'roles'): string => (part === 'roles' ? '/settings/access' : `/settings/access?part=${part}`),
  teams: (): string => '/settings/teams',
  users: (): string => '/settings/users',
};
