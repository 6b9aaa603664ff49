import type { SameKeys } from '../../platform/i18n/use-t.ts';
import type { intakeMessages as chinese } from './messages.zh-CN.ts';

/** The English messages of this feature. */
export const intakeMessages: SameKeys<typeof chinese> = {
  title: 'Collect',
};
