import { customerMessages } from '../features/customer/messages.zh-CN.ts';
import { identityMessages } from '../features/identity/messages.zh-CN.ts';
import { settingsMessages } from '../features/settings/messages.zh-CN.ts';
import { privacyMessages } from '../features/privacy/messages.zh-CN.ts';
import { relationshipMessages } from '../features/relationship/messages.zh-CN.ts';
import { partnerMessages } from '../features/partner/messages.zh-CN.ts';
import { developerMessages } from '../features/developer/messages.zh-CN.ts';

/** What all other pages say in Chinese. */
export const moreMessages = {
  customer: customerMessages,
  identity: identityMessages,
  settings: settingsMessages,
  privacy: privacyMessages,
  relationship: relationshipMessages,
  partner: partnerMessages,
  developer: developerMessages,
};
