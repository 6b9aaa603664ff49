import type { ApiModule } from '../../platform/graphql/module.ts';
import { can } from '../../platform/graphql/rules.ts';
import { AuditResolver } from './audit.resolver.ts';

export { type NewAuditEntry, recordAudit } from './record-audit.ts';
export { sealedAudit } from './audit-chain.ts';
export { type ChainVerdict, verifyAuditChain } from './verify-audit-chain.ts';

/** What this module adds to the API. */
export const auditApi: ApiModule = {
  resolvers: [AuditResolver],
  rules: { Query: { auditEntries: can('AUDIT_READ') } },
};
