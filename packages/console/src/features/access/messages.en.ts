import type { SameKeys } from '../../platform/i18n/use-t.ts';
import type { accessMessages as chinese } from './messages.zh-CN.ts';

/** The English messages of this feature. */
export const accessMessages: SameKeys<typeof chinese> = {
  title: 'Account',
};
