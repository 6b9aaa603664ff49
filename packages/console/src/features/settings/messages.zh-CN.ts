/** The Chinese messages of this feature. */
export const settingsMessages = {
  title: '设置',
} as const;
