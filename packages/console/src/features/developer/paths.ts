/** The URLs of the pages that people of a partner see. */
export const paths = {
  app: (): string => '/my-app',
  explorer: (): string => '/explorer',
};
