export {
  PARTNER_APP_STATES,
  PARTNER_CREDENTIAL_KINDS,
  PARTNER_RISKS,
  PARTNER_TERMS_STATES,
  PARTNER_WARNINGS,
  type PartnerAppState,
  type PartnerCredentialKind,
  type PartnerRisk,
  type PartnerTermsState,
  type PartnerWarning,
} from './partner.codes.ts';
export { PARTNER_LIMITS } from './partner.limits.ts';
