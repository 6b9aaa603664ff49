import type { ApiModule } from '../../platform/graphql/module.ts';
import { asApp, can } from '../../platform/graphql/rules.ts';
import type { JobDefinition } from '../../platform/jobs/define-job.ts';
import type { Schedule } from '../../platform/jobs/schedule.ts';
import { partnerDuties, partnerDutiesSchedule } from './app/partner-duties.job.ts';
import { PartnerAppResolver } from './app/partner-app.resolver.ts';
import { toApps } from './app/partner-app.type.ts';
import { findApp } from './app/partner-apps.ts';
import { PartnerDeveloperResolver } from './developer/developer.resolver.ts';
import { MyPartnerAppResolver } from './developer/my-app.resolver.ts';
import { PartnerCredentialResolver } from './credential/credential.resolver.ts';
import { PartnerSelfResolver } from './self/partner-self.resolver.ts';
import { AlarmAppResolver } from './watch/alarm-app.resolver.ts';
import { watchAppsJob, watchAppsSchedule } from './watch/watch-apps.job.ts';

export { registerApp } from './app/change-app.ts';
export { approveTerms, submitTerms } from './app/decide-terms.ts';
export { findApp } from './app/partner-apps.ts';
export { inviteDeveloper } from './developer/manage-developers.ts';
export { addOauthRoutes } from './credential/oauth-routes.ts';
export { createPartnerSide } from './partner-endpoint.ts';

/** What this module adds to the API. */
export const partnerApi: ApiModule = {
  resolvers: [
    PartnerAppResolver,
    PartnerCredentialResolver,
    PartnerSelfResolver,
    PartnerDeveloperResolver,
    MyPartnerAppResolver,
    AlarmAppResolver,
  ],
  rules: {
    Query: {
      partnerApps: can('PARTNER_MANAGE', 'PARTNER_APPROVE'),
      partnerApp: can('PARTNER_MANAGE', 'PARTNER_APPROVE'),
      partnerOfferedFields: can('PARTNER_MANAGE', 'PARTNER_APPROVE'),
      partnerRecipients: can('CONSENT_RECORD', 'DISCLOSURE_READ'),
      partnerSelf: asApp(),
      myPartnerApp: can('PARTNER_DEVELOP'),
    },
    Mutation: {
      partnerAppRegister: can('PARTNER_MANAGE'),
      partnerAppUpdate: can('PARTNER_MANAGE'),
      partnerAppSubmit: can('PARTNER_MANAGE'),
      partnerAppApprove: can('PARTNER_APPROVE'),
      partnerAppReject: can('PARTNER_APPROVE'),
      partnerAppSuspend: can('PARTNER_MANAGE', 'PARTNER_APPROVE'),
      partnerAppResume: can('PARTNER_APPROVE'),
      partnerAppReview: can('PARTNER_APPROVE'),
      partnerAppEnd: can('PARTNER_MANAGE'),
      partnerSecretCreate: can('PARTNER_MANAGE'),
      partnerKeyAdd: can('PARTNER_MANAGE'),
      partnerCredentialRevoke: can('PARTNER_MANAGE'),
      partnerDeveloperInvite: can('PARTNER_MANAGE'),
      partnerDeveloperRemove: can('PARTNER_MANAGE', 'PARTNER_APPROVE'),
      myPartnerCredentialRevoke: can('PARTNER_DEVELOP'),
    },
  },
  nodes: {
    app: {
      type: 'PartnerApp',
      find: async (ctx, id) => {
        const { permissions } = ctx.actor;
        if (!permissions.has('PARTNER_MANAGE') && !permissions.has('PARTNER_APPROVE')) return null;
        const row = await findApp(ctx.db.read, id);
        return row ? (toApps(ctx, [row])[0] ?? null) : null;
      },
    },
  },
};

/** The jobs of this module. */
export const partnerJobs: readonly JobDefinition[] = [partnerDuties, watchAppsJob];

/** What of them the clock starts. */
export const partnerSchedules: readonly Schedule[] = [partnerDutiesSchedule, watchAppsSchedule];
