import { customerMessages } from '../features/customer/messages.en.ts';
import { identityMessages } from '../features/identity/messages.en.ts';
import { settingsMessages } from '../features/settings/messages.en.ts';
import { privacyMessages } from '../features/privacy/messages.en.ts';
import { relationshipMessages } from '../features/relationship/messages.en.ts';
import { partnerMessages } from '../features/partner/messages.en.ts';
import { developerMessages } from '../features/developer/messages.en.ts';

/** What all other pages say in English. */
export const moreMessages = {
  customer: customerMessages,
  identity: identityMessages,
  settings: settingsMessages,
  privacy: privacyMessages,
  relationship: relationshipMessages,
  partner: partnerMessages,
  developer: developerMessages,
};
