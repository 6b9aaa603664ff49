import { can, type Rules } from '../../platform/graphql/rules.ts';

/** Who may call what of this module. */
export const customerRules: Rules = {
  Query: {
    customer: can('CUSTOMER_READ'),
    customerByNumber: can('CUSTOMER_READ'),
    explainAccess: can('POLICY_READ'),
    accessOverview: can('POLICY_READ'),
    customerDisclosures: can('DISCLOSURE_READ'),
    customerViewers: can('DISCLOSURE_READ'),
    discrepancies: can('CUSTOMER_READ'),
    tags: can('CUSTOMER_READ'),
    // Whoever sets which source is believed first need not know a customer.
    sources: can('CUSTOMER_READ', 'SETTINGS_READ'),
    fieldRules: can('SETTINGS_READ'),
    ruleSet: can('SETTINGS_READ'),
    ruleSets: can('SETTINGS_READ'),
    ruleTrial: can('SETTINGS_READ'),
    // Which customers, the policy says.
    ruleFlips: can('SETTINGS_READ'),
    numberPattern: can('SETTINGS_READ'),
  },
  Mutation: {
    customerCreate: can('CUSTOMER_WRITE'),
    customerUpdate: can('CUSTOMER_WRITE'),
    customerArchive: can('CUSTOMER_WRITE'),
    customerRestore: can('CUSTOMER_WRITE'),
    customerFactPin: can('CUSTOMER_WRITE'),
    customerFactUnpin: can('CUSTOMER_WRITE'),
    customerFactVerify: can('CUSTOMER_WRITE'),
    // Which values of which customers, the policy says; here only whether the actor sees customers at all.
    customerReveal: can('CUSTOMER_READ'),
    consentRecord: can('CONSENT_RECORD'),
    consentWithdraw: can('CONSENT_RECORD'),
    tagCreate: can('CUSTOMER_WRITE'),
    sourceCreate: can('SETTINGS_WRITE'),
    sourceUpdate: can('SETTINGS_WRITE'),
    ruleTrialStart: can('SETTINGS_WRITE'),
    rulesUpdate: can('SETTINGS_WRITE'),
    numberPatternUpdate: can('SETTINGS_WRITE'),
    numbersReserve: can('SETTINGS_WRITE'),
    numberFreeze: can('SETTINGS_WRITE'),
    numberUnfreeze: can('SETTINGS_WRITE'),
  },
};
