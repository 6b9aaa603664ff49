import { uiMessages } from '../ui/messages.en.ts';
import { enumMessages } from '../ui/enum-messages.en.ts';
import { accessMessages } from '../features/access/messages.en.ts';
import { approvalMessages } from '../features/approval/messages.en.ts';
import { breakGlassMessages } from '../features/break-glass/messages.en.ts';
import { customerMessages } from '../features/customer/messages.en.ts';
import { developerMessages } from '../features/developer/messages.en.ts';
import { homeMessages } from '../features/home/messages.en.ts';
import { identityMessages } from '../features/identity/messages.en.ts';
import { intakeMessages } from '../features/intake/messages.en.ts';
import { operationsMessages } from '../features/operations/messages.en.ts';
import { partnerMessages } from '../features/partner/messages.en.ts';
import { privacyMessages } from '../features/privacy/messages.en.ts';
import { relationshipMessages } from '../features/relationship/messages.en.ts';
import { settingsMessages } from '../features/settings/messages.en.ts';
import { shellMessages } from './shell-messages.en.ts';

/** Everything the console says in English; the same keys as the Chinese tree. */
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
