/** The URLs of sign-in, links and the own account. */
export const paths = {
  firstRun: (): string => '/first-run',
  signIn: (back?: string): string => (back ? `/sign-in?back=${encodeURIComponent(back)}` : '/sign-in'),
  link: (): string => '/link',
  account: (): string => '/account',
  users: (): string => '/settings/users',
};
