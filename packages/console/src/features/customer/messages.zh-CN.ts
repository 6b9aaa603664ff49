import { filterMessages } from './filter/messages.zh-CN.ts';
import { discrepancyMessages } from './discrepancy/messages.zh-CN.ts';
import { formMessages } from './form/messages.zh-CN.ts';
import { historyMessages } from './history/messages.zh-CN.ts';
import { listMessages } from './list/messages.zh-CN.ts';
import { ownershipMessages } from './ownership/messages.zh-CN.ts';
import { revealMessages } from './reveal/messages.zh-CN.ts';
import { recordMessages } from './record/messages.zh-CN.ts';

/** The Chinese messages of this feature. */
export const customerMessages = {
  create: '新建客户',
  filter: filterMessages,
  history: historyMessages,
  discrepancy: discrepancyMessages,
  ...listMessages,
  record: recordMessages,
  form: formMessages,
  ownership: ownershipMessages,
  reveal: revealMessages,
} as const;
