/** The Chinese messages of this feature. */
export const homeMessages = {
  title: '首页',
} as const;
