import { uiMessages } from '../ui/messages.zh-CN.ts';
import { enumMessages } from '../ui/enum-messages.zh-CN.ts';
import { accessMessages } from '../features/access/messages.zh-CN.ts';
import { approvalMessages } from '../features/approval/messages.zh-CN.ts';
import { breakGlassMessages } from '../features/break-glass/messages.zh-CN.ts';
import { customerMessages } from '../features/customer/messages.zh-CN.ts';
import { developerMessages } from '../features/developer/messages.zh-CN.ts';
import { homeMessages } from '../features/home/messages.zh-CN.ts';
import { identityMessages } from '../features/identity/messages.zh-CN.ts';
import { intakeMessages } from '../features/intake/messages.zh-CN.ts';
import { operationsMessages } from '../features/operations/messages.zh-CN.ts';
import { partnerMessages } from '../features/partner/messages.zh-CN.ts';
import { privacyMessages } from '../features/privacy/messages.zh-CN.ts';
import { relationshipMessages } from '../features/relationship/messages.zh-CN.ts';
import { settingsMessages } from '../features/settings/messages.zh-CN.ts';
import { shellMessages } from './shell-messages.zh-CN.ts';

/** Everything the console says in Chinese; the English tree has the same keys. */
export const messages = {
  ui: uiMessages,
  enum: enumMessages,
  shell: shellMessages,
  access: accessMessages,
  approval: approvalMessages,
  breakGlass: breakGlassMessages,
  home: homeMessages,
  customer: customerMessages,
  identity: identityMessages,
  intake: intakeMessages,
  settings: settingsMessages,
  privacy: privacyMessages,
  relationship: relationshipMessages,
  partner: partnerMessages,
  developer: developerMessages,
  operations: operationsMessages,
};
