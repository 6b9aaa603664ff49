import type { SameKeys } from '../../platform/i18n/use-t.ts';
import type { settingsMessages as chinese } from './messages.zh-CN.ts';

/** The English messages of this feature. */
export const settingsMessages: SameKeys<typeof chinese> = {
  title: 'Settings',
};
