/** The URLs of the settings. */
export const paths = {
  settings: (): string => '/settings',
  general: (): string => '/settings/general',
  sources: (): string => '/settings/sources',
  number: (): string => '/settings/customer-number',
  codes: (list?: string): string => (list ? `/settings/codes?list=${encodeURIComponent(list)}` : '/settings/codes'),
  pool: (): string => '/settings/pool',
  watch: (): string => '/settings/watch',
  keys: (): string => '/settings/keys',
  teams: (): string => '/settings/teams',
  users: (): string => '/settings/users',
};
