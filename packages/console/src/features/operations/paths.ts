/** The URLs of operations. */
export const paths = {
  jobs: (): string => '/operations',
  job: (id: string): string => `/operations?job=${encodeURIComponent(id)}`,
  audit: (actorId?: string): string =>
    actorId === undefined ? '/operations/audit' : `/operations/audit?actor=${encodeURIComponent(actorId)}`,
  alarms: (): string => '/operations/alarms',
  /** Everything that somebody saw. */
  seen: (actorId?: string): string =>
    actorId === undefined ? '/operations/seen' : `/operations/seen?actor=${encodeURIComponent(actorId)}`,
};
