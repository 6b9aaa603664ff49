import type { Permission, GrantedRole } from '@dossier/shared/access';
import { PERMITTED } from './oracle.ts';

/** What a root field asks of whoever calls it, from its description; `undefined`: to work here is enough. */
const ASKS: Readonly<Record<string, Permission | undefined>> = {
  node: undefined,
  singleOperatorActs: 'USER_MANAGE',
  customerGroups: 'CUSTOMER_COUNT',
  dataQuality: 'CUSTOMER_COUNT',
  disclosures: 'DISCLOSURE_READ',
  customerDisclosures: 'DISCLOSURE_READ',
  customerViewers: 'DISCLOSURE_READ',
  actorReads: 'AUDIT_READ',
  openAlarms: 'AUDIT_READ',
  consentRecord: 'CONSENT_RECORD',
  customersAssign: 'CUSTOMER_WRITE',
  customersClaim: 'CUSTOMER_CLAIM',
  customerLookUp: 'CUSTOMER_LOOK_UP',
  customersMerge: 'CUSTOMER_MERGE',
  customerUnmerge: 'CUSTOMER_MERGE',
  customerSplit: 'CUSTOMER_MERGE',
  mergePreview: 'CUSTOMER_MERGE',
  unmergePreview: 'CUSTOMER_MERGE',
  splitPreview: 'CUSTOMER_MERGE',
  mergeOperations: 'IDENTITY_READ',
  matchPairs: 'IDENTITY_READ',
  matchPair: 'IDENTITY_READ',
  matchDecide: 'CUSTOMER_MERGE',
  matchCluster: 'IDENTITY_READ',
  matchClusters: 'IDENTITY_READ',
  caseOpen: 'CASE_OPEN',
  caseClose: 'CUSTOMER_READ',
  consentWithdraw: 'CONSENT_RECORD',
  export: 'CUSTOMER_EXPORT',
  exports: 'CUSTOMER_EXPORT',
  exportCreate: 'CUSTOMER_EXPORT',
  exportChanged: 'CUSTOMER_EXPORT',
  import: 'IMPORT_RUN',
  imports: 'IMPORT_RUN',
  importTemplates: 'IMPORT_RUN',
  uploadedFile: 'IMPORT_RUN',
  importPurge: 'IMPORT_PURGE',
  importChanged: 'IMPORT_RUN',
  customerCreate: 'CUSTOMER_WRITE',
  customerUpdate: 'CUSTOMER_WRITE',
  customerArchive: 'CUSTOMER_WRITE',
  customerRestore: 'CUSTOMER_WRITE',
  customerFactPin: 'CUSTOMER_WRITE',
  customerFactUnpin: 'CUSTOMER_WRITE',
  customerFactVerify: 'CUSTOMER_WRITE',
  ruleFlips: 'SETTINGS_READ',
  customersTag: 'CUSTOMER_WRITE',
  orderCreate: 'CUSTOMER_WRITE',
  orderCancel: 'CUSTOMER_WRITE',
  relationshipGraph: 'CUSTOMER_READ',
  relationshipCreate: 'CUSTOMER_WRITE',
  relationshipUpdate: 'CUSTOMER_WRITE',
  relationshipEnd: 'CUSTOMER_WRITE',
  relationshipWithdraw: 'CUSTOMER_WRITE',
  decisionChainCreate: 'CUSTOMER_WRITE',
  decisionChainUpdate: 'CUSTOMER_WRITE',
  decisionMemberAdd: 'CUSTOMER_WRITE',
  decisionMemberUpdate: 'CUSTOMER_WRITE',
  decisionMemberRemove: 'CUSTOMER_WRITE',
};
const READING = [
  'customer',
  'customers',
  'customerByNumber',
  'discrepancies',
  'customerDuplicates',
  'customerMatches',
  'customerReveal',
  'order',
  'orders',
  'product',
  'products',
];

/** Whether people with some roles may call a root field about customers at all. */
export function rootRuns(roles: readonly GrantedRole[], root: string): boolean {
  const asked = READING.includes(root)
    ? 'CUSTOMER_READ'
    : root.startsWith('import')
      ? (ASKS[root] ?? 'IMPORT_RUN')
      : ASKS[root];
  if (asked === undefined && !(root in ASKS)) throw new Error(`the oracle knows nothing of ${root}`);
  // People of partners are not among those who work here.
  if (asked === undefined) return roles.some((role) => role !== 'PARTNER_DEVELOPER');
  return roles.some((role) => PERMITTED[role].includes(asked));
}
