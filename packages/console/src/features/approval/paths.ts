/** The URLs of what takes two people. */
export const paths = {
  approvals: (): string => '/approvals',
};
