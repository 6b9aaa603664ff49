import type { SameKeys } from '../../platform/i18n/use-t.ts';
import type { customerMessages as chinese } from './messages.zh-CN.ts';

/** The English messages of this feature. */
export const customerMessages: SameKeys<typeof chinese> = {
  title: 'Customers',
};
