/** The Chinese messages of this feature. */
export const customerMessages = {
  title: '客户',
} as const;
