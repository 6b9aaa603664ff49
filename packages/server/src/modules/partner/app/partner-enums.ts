import { codeLabels, type CodeList } from '@dossier/shared/customer';
import {
  PARTNER_APP_STATES,
  PARTNER_CREDENTIAL_KINDS,
  PARTNER_RISKS,
  PARTNER_TERMS_STATES,
  PARTNER_WARNINGS,
} from '@dossier/shared/partner';
import { enumOf } from '../../../platform/graphql/enum.ts';

function listed<Code extends string>(name: string, description: string, list: CodeList<Code>): Record<Code, Code> {
  return enumOf(name, description, codeLabels(list, 'en'));
}

/** Where a partner app stands. */
export const PartnerAppStateEnum = listed('PartnerAppState', 'Where a partner app stands.', PARTNER_APP_STATES);
/** Where its terms stand. */
export const PartnerTermsStateEnum = listed(
  'PartnerTermsState',
  'Where the terms of a partner app stand; those IN_FORCE decide what it gets.',
  PARTNER_TERMS_STATES,
);
/** How much harm it could do. */
export const PartnerRiskEnum = listed('PartnerRisk', 'How much harm a partner app could do.', PARTNER_RISKS);
/** How it proves who it is. */
export const PartnerCredentialKindEnum = listed(
  'PartnerCredentialKind',
  'How a partner app proves who it is.',
  PARTNER_CREDENTIAL_KINDS,
);
/** What to look after. */
export const PartnerWarningEnum = listed(
  'PartnerWarning',
  'What somebody should look after at a partner app.',
  PARTNER_WARNINGS,
);
