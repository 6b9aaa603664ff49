import type { DoctorCheck } from '../../platform/doctor/doctor-check.ts';
import type { ApiModule } from '../../platform/graphql/module.ts';
import { consentsCheck } from './consent/rebuild-consents.ts';
import { ActorReadsResolver } from './disclosure/actor-reads.resolver.ts';
import { disclosuresCheck } from './disclosure/check-disclosures.ts';
import { DisclosureResolver } from './disclosure/disclosure.resolver.ts';
import { policiesCheck } from './policy/check-policies.ts';
import { policyVersionLoader } from './policy/policies.ts';
import { PolicyResolver } from './policy/policy.resolver.ts';
import { toPolicyVersion } from './policy/policy.type.ts';
import { privacyRules } from './privacy.rules.ts';
import { findProcessingActivity } from './register/processing-activities.ts';
import { toProcessingActivities } from './register/processing-activity.type.ts';
import { RegisterResolver } from './register/register.resolver.ts';

export { type CheckedDecision, checkDecisions } from './consent/check-decision.ts';
export { blankEvidence } from './consent/blank-evidence.ts';
export { CONSENTED_COLUMN, consentCondition, consentedColumn, type ConsentNeed } from './consent/consent-condition.ts';
export { ConsentDecisionInput, ConsentRecordInput, ConsentWithdrawInput } from './consent/consent.input.ts';
export { consentLoader, consentsOf, type StandingConsent } from './consent/consent.loader.ts';
export { findConsentEntry, listConsentHistory } from './consent/consent-history.ts';
export { Consent, ConsentEntry, ConsentEntryConnection, toConsentEntries, toConsents } from './consent/consent.type.ts';
export { type ConsentVerdict, consentVerdict } from './consent/consent-verdict.ts';
export { carryRefusals } from './consent/carry-refusals.ts';
export { recordConsent, type Subject, withdrawConsent } from './consent/decide.ts';
export { rebuildConsents } from './consent/rebuild-consents.ts';
export { type NewConsent, recordConsents } from './consent/record-consents.ts';
export { countConsents, repointConsents } from './consent/refold-consents.ts';
export { codesOf, fieldSetText } from './field-set/field-sets.ts';
export { PurposeEnum } from './privacy-enums.ts';
export { disclosuresBy, disclosuresOf } from './disclosure/disclosure-pages.ts';
export { Disclosure, DisclosureConnection } from './disclosure/disclosure.type.ts';
export { sightingsOf } from './disclosure/sighting-pages.ts';
export { Sighting, SightingConnection, SightingFilter } from './disclosure/sighting.type.ts';
export { countGivenOn, countSeen } from './disclosure/count-sightings.ts';
export { disclosureDuty, foldDisclosures, type FoldedResponse } from './disclosure/fold-disclosures.ts';
export { forgetSightings } from './disclosure/forget-sightings.ts';
export {
  type DisclosedResponse,
  journalDisclosure,
  journalRows,
  writeJournal,
} from './disclosure/journal-disclosure.ts';
export { noteSeen, seenIsWritten } from './disclosure/note-seen.ts';
export { policyInForce } from './policy/policies.ts';
export { publishPolicy } from './policy/publish-policy.ts';
export { createProcessingActivity } from './register/change-register.ts';

/** What this module lets `dossier doctor` look at. */
export const privacyChecks: readonly DoctorCheck[] = [consentsCheck, policiesCheck, disclosuresCheck];

/** What this module adds to the API. */
export const privacyApi: ApiModule = {
  resolvers: [PolicyResolver, RegisterResolver, DisclosureResolver, ActorReadsResolver],
  rules: privacyRules,
  nodes: {
    pol: {
      type: 'PolicyVersion',
      find: async (ctx, id) => {
        if (ctx.actor.kind === 'anonymous') return null;
        const row = await ctx.once(policyVersionLoader).load(id);
        return row ? toPolicyVersion(ctx, row) : null;
      },
    },
    act: {
      type: 'ProcessingActivity',
      find: async (ctx, id) => {
        if (!ctx.actor.permissions.has('SETTINGS_READ')) return null;
        const row = await findProcessingActivity(ctx.db.read, id);
        return row ? (toProcessingActivities(ctx, [row])[0] ?? null) : null;
      },
    },
  },
};
