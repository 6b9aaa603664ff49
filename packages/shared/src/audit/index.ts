export { AUDIT_ACTIONS, type AuditAction } from './audit-actions.ts';
export { AUDIT_OBJECT_TYPES, type AuditObjectType } from './audit-object-types.ts';
