import { InMemoryCache } from '@apollo/client/core';
import { connectionPolicy } from './connection-policy.ts';

/**
 * Lists that grow merge their pages per set of arguments that choose rows; `first` and `after` only choose the page.
 * Everything with an `id` is one object wherever it was read.
 */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Query: {
        fields: {
          customers: connectionPolicy(['search', 'filter', 'sort']),
          orders: connectionPolicy(['filter', 'sort']),
          ruleFlips: connectionPolicy(['field']),
          discrepancies: connectionPolicy(['filter']),
          products: connectionPolicy(['search']),
          imports: connectionPolicy(['state']),
          matchPairs: connectionPolicy(['filter']),
          mergeOperations: connectionPolicy(['filter']),
          alarms: connectionPolicy(['open']),
          approvals: connectionPolicy(['states']),
          breakGlasses: connectionPolicy(['open']),
          breakGlassEntries: connectionPolicy(['id']),
          auditEntries: connectionPolicy(['filter']),
          actorReads: connectionPolicy(['actorId', 'filter']),
          customerViewers: connectionPolicy(['id', 'filter']),
          disclosures: connectionPolicy(['filter']),
          privacyPolicyVersions: connectionPolicy([]),
        },
      },
      Customer: {
        fields: {
          orders: connectionPolicy(['filter', 'sort']),
          timeline: connectionPolicy(['kinds', 'from', 'to']),
          history: connectionPolicy(['fields', 'reasons', 'from', 'to']),
          consents: { merge: false },
          consentHistory: connectionPolicy([]),
          relationships: connectionPolicy(['filter']),
          decisionChains: { merge: false },
          viewerCan: { merge: true },
        },
      },
      MyPartnerApp: { fields: { given: connectionPolicy([]) } },
      PartnerAgreement: { merge: true },
      // Parts of an import that several pages read in different width.
      FileSettings: { merge: true },
      ImportActions: { merge: true },
      ImportCounts: { merge: true },
      ImportProgress: { merge: true },
      Installation: { keyFields: [] },
      KeyStatus: { keyFields: [] },
      Settings: { keyFields: [] },
      Viewer: { keyFields: [] },
      CodeList: { keyFields: ['name'] },
      // Several versions of the rules have one for the same field.
      FieldRule: { keyFields: false },
      SourceRecord: { keyFields: ['id'] },
    },
  });
}
