export {
  APPROVAL_ACTS,
  APPROVAL_DETAILS,
  APPROVAL_LIMITS,
  APPROVAL_STATES,
  type ApprovalAct,
  type ApprovalDetailName,
  type ApprovalState,
  DECIDING,
  MASS_EXPORT_ABOVE,
  NEVER_ALONE,
} from './approval.ts';
export { BREAK_GLASS_LIMITS } from './break-glass.ts';
export { BREAK_GLASS_POLICY, BUILT_IN_POLICY } from './built-in-policy.ts';
export { policyFaults, type PolicyFault } from './check-policy.ts';
export {
  CAPABILITIES,
  type Capability,
  DATA_CLASSES,
  type DataClass,
  type Grants,
  MOST_SESSIONS_AT_ONCE,
  type Policy,
  type RolePolicy,
  ROW_SCOPES,
  type RowScope,
  SIGN_IN_RULES,
  type SignInRules,
  TELLING,
} from './policy.ts';
export { REVEAL_REASON } from './reveal-reason.ts';
export {
  BREAK_GLASS,
  FORMER_ROLES,
  type GrantedRole,
  PARTNERS_ROLE,
  PERMISSIONS,
  type Permission,
  type Role,
  ROLES,
  STAFF_ROLES,
} from './roles.ts';
