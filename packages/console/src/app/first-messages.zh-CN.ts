import { uiMessages } from '../ui/messages.zh-CN.ts';
import { enumMessages } from '../ui/enum-messages.zh-CN.ts';
import { shellMessages } from './shell-messages.zh-CN.ts';
import { accessMessages } from '../features/access/messages.zh-CN.ts';
import { approvalMessages } from '../features/approval/messages.zh-CN.ts';
import { breakGlassMessages } from '../features/break-glass/messages.zh-CN.ts';
import { homeMessages } from '../features/home/messages.zh-CN.ts';
import { intakeMessages } from '../features/intake/messages.zh-CN.ts';
import { operationsMessages } from '../features/operations/messages.zh-CN.ts';

/** What sign-in, the frame and home say in Chinese: all that the first page waits for. */
export const firstMessages = {
  ui: uiMessages,
  enum: enumMessages,
  shell: shellMessages,
  access: accessMessages,
  approval: approvalMessages,
  breakGlass: breakGlassMessages,
  home: homeMessages,
  intake: intakeMessages,
  operations: operationsMessages,
};
