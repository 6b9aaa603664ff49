/** The Chinese messages of this feature. */
export const operationsMessages = {
  title: '运维',
} as const;
