import { codeLabels } from '@dossier/shared/customer';
import { PURPOSES } from '@dossier/shared/privacy';
import type { SameKeys } from '../../platform/i18n/use-t.ts';
import type { AuditThingTexts, auditFieldTexts as fields, auditReasonTexts as reasons } from './audit-words.zh-CN.ts';

/** What things are called, in English. */
export const auditThingTexts = {
  alarm: 'Alarm',
  apiToken: 'Access token',
  approval: 'Request for approval',
  codeList: 'Code list',
  customer: 'Customer',
  customerNumber: 'Customer number',
  export: 'Export',
  fieldRule: 'Field rules',
  file: 'File',
  import: 'Import',
  importTemplate: 'Import template',
  installation: 'Installation',
  keyStore: 'Keys',
  order: 'Order',
  partnerApp: 'Partner app',
  partnerCredential: 'Credential of a partner app',
  policy: 'Access policy',
  privacyPolicy: 'Privacy policy',
  processingActivity: 'Processing activity',
  settings: 'Settings',
  source: 'Source',
  team: 'Team',
  tag: 'Tag',
  user: 'User',
} as const satisfies AuditThingTexts;

/** What fields are called that are not fields of customers. */
export const auditFieldTexts: SameKeys<typeof fields> = {
  name: 'Name',
  email: 'E-mail',
  roles: 'Roles',
  status: 'Status',
  locale: 'Language',
  priority: 'Priority',
  numberPattern: 'Number pattern',
  installationName: 'Name of the installation',
  timeZone: 'Time zone',
  defaultLocale: 'Default language',
  defaultCurrency: 'Default currency',
  defaultPhoneRegion: 'Default phone region',
  massExportAbove: 'Exports without approval',
  parentId: 'Part of',
  members: 'Members',
  territories: 'Regions',
  claimsPerDay: 'Claims a day',
  mostHeld: 'Most customers held',
  idleDays: 'Idle days',
  coolOffDays: 'Waiting days',
  stage: 'Life cycle',
  grade: 'Grade',
  industry: 'Industry',
  size: 'Size',
  retention_months: 'Retention',
  keepMonths: 'Kept months',
  massReads: 'Customers within an hour',
  massReadsAnswer: 'Answer to it',
  workFrom: 'Working hours from',
  workTo: 'Working hours to',
  workDays: 'Working days',
  oddHoursAnswer: 'Answer outside of working hours',
  denials: 'Refusals within ten minutes',
  denialsAnswer: 'Answer to refusals',
  recipients: 'Recipients',
  ...codeLabels(PURPOSES, 'en'),
};

/** Reasons that the system gives itself; what people write stays as it is. */
export const auditReasonTexts: SameKeys<typeof reasons> = {
  FIRST_ADMINISTRATOR: 'First administrator',
  INVITATION: 'Invitation accepted',
  RESET: 'Password reset',
};
