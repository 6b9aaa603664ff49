import type { SameKeys } from '../../platform/i18n/use-t.ts';
import type { operationsMessages as chinese } from './messages.zh-CN.ts';

/** The English messages of this feature. */
export const operationsMessages: SameKeys<typeof chinese> = {
  title: 'Operations',
};
