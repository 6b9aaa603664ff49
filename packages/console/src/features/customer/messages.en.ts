import type { SameKeys } from '../../platform/i18n/use-t.ts';
import { filterMessages } from './filter/messages.en.ts';
import { discrepancyMessages } from './discrepancy/messages.en.ts';
import { formMessages } from './form/messages.en.ts';
import { historyMessages } from './history/messages.en.ts';
import { listMessages } from './list/messages.en.ts';
import type { customerMessages as chinese } from './messages.zh-CN.ts';
import { ownershipMessages } from './ownership/messages.en.ts';
import { revealMessages } from './reveal/messages.en.ts';
import { recordMessages } from './record/messages.en.ts';

/** The English messages of this feature. */
export const customerMessages: SameKeys<typeof chinese> = {
  create: 'New customer',
  filter: filterMessages,
  history: historyMessages,
  discrepancy: discrepancyMessages,
  ...listMessages,
  record: recordMessages,
  form: formMessages,
  ownership: ownershipMessages,
  reveal: revealMessages,
};
