export { type NewAuditEntry, recordAudit } from './record-audit.ts';
export { sealedAudit } from './audit-chain.ts';
export { type ChainVerdict, verifyAuditChain } from './verify-audit-chain.ts';
