/** The Chinese messages of this feature. */
export const accessMessages = {
  title: '账户',
} as const;
