export { AUDIT_ACTIONS, type AuditAction, DENIALS } from './audit-actions.ts';
export { AUDIT_OBJECT_TYPES, type AuditObjectType } from './audit-object-types.ts';
export {
  ALARM_ANSWERS,
  ALARM_OUTCOMES,
  ALARM_RULES,
  type AlarmAnswer,
  type AlarmOutcome,
  type AlarmRule,
  LONGEST_ALARM_NOTE,
  WATCH_LIMITS,
} from './alarm.codes.ts';
