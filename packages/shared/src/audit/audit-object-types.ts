/** The kinds of things that the audit log speaks of. Kept in the log for good, so one that is written once is never renamed. */
export const AUDIT_OBJECT_TYPES = [
  'alarm',
  'apiToken',
  'approval',
  'breakGlass',
  'codeList',
  'customer',
  'customerNumber',
  'decisionChain',
  'export',
  'fieldRule',
  'file',
  'import',
  'importTemplate',
  'installation',
  'keyStore',
  'matchRun',
  'order',
  'partnerApp',
  'partnerCredential',
  'policy',
  'privacyPolicy',
  'processingActivity',
  'relationship',
  'settings',
  'source',
  'tag',
  'team',
  'user',
] as const;

/** One of {@link AUDIT_OBJECT_TYPES}. */
export type AuditObjectType = (typeof AUDIT_OBJECT_TYPES)[number];
