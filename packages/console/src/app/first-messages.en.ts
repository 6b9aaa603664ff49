import { uiMessages } from '../ui/messages.en.ts';
import { enumMessages } from '../ui/enum-messages.en.ts';
import { shellMessages } from './shell-messages.en.ts';
import { accessMessages } from '../features/access/messages.en.ts';
import { approvalMessages } from '../features/approval/messages.en.ts';
import { breakGlassMessages } from '../features/break-glass/messages.en.ts';
import { homeMessages } from '../features/home/messages.en.ts';
import { intakeMessages } from '../features/intake/messages.en.ts';
import { operationsMessages } from '../features/operations/messages.en.ts';

/** What sign-in, the frame and home say in English: all that the first page waits for. */
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
