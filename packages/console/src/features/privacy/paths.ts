/** The URLs of what is set about privacy. */
export const paths = {
  policy: (): string => '/settings/privacy-policy',
  register: (): string => '/settings/processing',
  erasures: (): string => '/settings/erasures',
};
