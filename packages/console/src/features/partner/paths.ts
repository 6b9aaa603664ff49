/** The URLs of partner apps. */
export const paths = {
  apps: (): string => '/settings/partner-apps',
  app: (id: string): string => `/settings/partner-apps/${encodeURIComponent(id)}`,
};
