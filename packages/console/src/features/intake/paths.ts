/** The URLs of collecting data. */
export const paths = {
  imports: (): string => '/collect',
  newImport: (): string => '/collect/new',
  import: (id: string): string => `/collect/${encodeURIComponent(id)}`,
};
