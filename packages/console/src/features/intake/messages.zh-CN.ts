/** The Chinese messages of this feature. */
export const intakeMessages = {
  title: '采集',
} as const;
