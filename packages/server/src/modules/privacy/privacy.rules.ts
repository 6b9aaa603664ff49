import { can, type Rules, staff } from '../../platform/graphql/rules.ts';

/** Who may call what of this module. */
export const privacyRules: Rules = {
  Query: {
    purposes: staff(),
    privacyPolicy: staff(),
    privacyPolicyVersions: staff(),
    disclosures: can('DISCLOSURE_READ'),
    actorReads: can('AUDIT_READ'),
    processingActivities: can('SETTINGS_READ'),
  },
  Mutation: {
    privacyPolicyPublish: can('PRIVACY_MANAGE'),
    processingActivityCreate: can('PRIVACY_MANAGE'),
    processingActivityUpdate: can('PRIVACY_MANAGE'),
    processingActivityRetire: can('PRIVACY_MANAGE'),
  },
};
