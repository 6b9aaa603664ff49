/** The URLs of emergency access. */
export const paths = {
  breakGlass: (): string => '/emergency-access',
};
