import type { ApiModule } from '../../platform/graphql/module.ts';
import { can } from '../../platform/graphql/rules.ts';
import { AuditResolver } from './audit.resolver.ts';

export { hasDone } from './has-done.ts';
export { denialsAreWritten, noteDenials } from './note-denials.ts';
export { createRefusedRequests, type RefusedRequests } from './refused-requests.ts';
export { type NewAuditEntry, recordAlone, recordAudit, recordAudits } from './record-audit.ts';
export { AuditConnection, type AuditEntry } from './audit-entry.type.ts';
export { auditEntryPage } from './audit-entry-page.ts';
export { revealReasonLoader } from './reveal-reasons.ts';
export { sealedAudit } from './audit-chain.ts';
export { type AuditVerdict, describeFinding } from './verify/audit-verdict.ts';
export { verifyAudit } from './verify/verify-audit.ts';
export { auditWarnings } from './checkpoint/audit-warnings.ts';
export { checkpointDuty } from './checkpoint/checkpoint-duty.ts';
export { type DeclaredRestore, declareRestored } from './checkpoint/declare-restored.ts';
export { storedCheckpoints } from './checkpoint/stored-checkpoints.ts';
export { WitnessUnavailable } from './checkpoint/witness.ts';

/** What this module adds to the API. */
export const auditApi: ApiModule = {
  resolvers: [AuditResolver],
  rules: { Query: { auditEntries: can('AUDIT_READ') } },
};
