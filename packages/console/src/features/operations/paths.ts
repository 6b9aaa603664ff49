/** The URLs of operations. */
export const paths = {
  jobs: (): string => '/operations',
  job: (id: string): string => `/operations?job=${encodeURIComponent(id)}`,
  audit: (): string => '/operations/audit',
};
