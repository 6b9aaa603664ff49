import type { SameKeys } from '../../platform/i18n/use-t.ts';
import type { homeMessages as chinese } from './messages.zh-CN.ts';

/** The English messages of this feature. */
export const homeMessages: SameKeys<typeof chinese> = {
  title: 'Home',
};
