import type { ApiModule } from '../../platform/graphql/module.ts';
import { CustomerResolver } from './api/customer.resolver.ts';
import { findCustomer } from './api/customer.repository.ts';
import { MarkFactsResolver } from './api/mark-facts.resolver.ts';
import { RevealResolver } from './api/reveal.resolver.ts';
import { customerRules } from './customer.rules.ts';
import { NumberLifeResolver } from './number/number-life.resolver.ts';
import { NumberPatternResolver } from './number/number-pattern.resolver.ts';
import { ExplainAccessResolver } from './scope/explain-access.resolver.ts';
import { CustomerConsentsResolver } from './privacy/customer-consents.resolver.ts';
import { CustomerDisclosuresResolver } from './privacy/customer-disclosures.resolver.ts';
import { CustomerViewersResolver } from './privacy/customer-viewers.resolver.ts';
import { sourceLoader } from './source/source.loader.ts';
import { RulesResolver } from './rules/rules.resolver.ts';
import { DiscrepancyResolver } from './discrepancy/discrepancy.resolver.ts';
import { HistoryResolver } from './history/history.resolver.ts';
import { SourceResolver } from './source/source.resolver.ts';
import { TagResolver } from './tag/tag.resolver.ts';
import { findTag } from './tag/tags.ts';

export { Customer, customerFields } from './api/customer.type.ts';
export { SourceRecord } from './api/fact.type.ts';
export { customerLoader } from './api/customer.loader.ts';
export { type CustomerColumn, findCustomer, findCustomers, selectionOf } from './api/customer.repository.ts';
export { selectedColumns } from './api/selected-columns.ts';
export {
  CustomerFieldEnum,
  CustomerKindEnum,
  CustomerStatusEnum,
  GenderEnum,
  IdentifierTypeEnum,
} from './api/customer-enums.ts';
export { addressFact, contactPointFact, identifierFact, singleFacts } from './write/facts-of-input.ts';
export { AddressInput, IdentifierInput } from './api/customer.input.ts';
export {
  type IncomingBatch,
  type IncomingOutcome,
  type IncomingRecord,
  type MatchField,
  RECOGNITION_CODES,
  type RecognitionCode,
  type ReservedKeys,
} from './incoming.ts';
export { eraseCustomer, tracesOf } from './erase/erase-customer.ts';
export { numbersCheck } from './number/check-numbers.ts';
export { numbersOf } from './number/numbers.ts';
export { findByNumber } from './number/find-by-number.ts';
export { numberPatterns } from './number/number-patterns.ts';
export { restoreCustomers, withoutRecords } from './undo/bare-customers.ts';
export { purgeImport } from './undo/purge-import.ts';
export {
  type ImportStep,
  type ImportStepResult,
  reinstateImport,
  type ReservedStep,
  reserveStep,
  retractImport,
  withdrawCustomers,
} from './undo/retract-import.ts';
export { among, isAmong } from './scope/among.ts';
export {
  grantedCondition,
  levelColumn,
  rowConditions,
  type RowUse,
  seesAllFigures,
  visibleCondition,
} from './scope/customer-scope.ts';
export { ASSIGNED_AT_ONCE, assignOwner, prepareAssignment } from './write/assign-owner.ts';
export { handOverCondition, requireHandOver, requireOwner } from './scope/owner-rights.ts';
export { KEPT_STATUSES } from './scope/kept-statuses.ts';
export { requireCustomer } from './scope/require-customer.ts';
export { levelOfCustomer, withLevels } from './scope/row-levels.ts';
export { openAddresses, openContacts, openDocuments, openIdentifiers } from './sealed/open-contents.ts';
export { phonesEndingIn } from './sealed/phone-endings.ts';
export { customerSealedTables } from './sealed/sealed-tables.ts';
export type { PresealedBatch } from './sealed/sealed-ahead.ts';
export { beginSeals, blindIndex, prepareSealing, type Seals } from './sealed/seals.ts';
export { type RecordInForce, threadOf } from './survivorship/fold-records.ts';
export { listSourceRecords } from './source/explain-facts.ts';
export { sourceLoader } from './source/source.loader.ts';
export { type CustomerStatements, readStatements, statementsOf } from './source/read-statements.ts';
export { Source } from './source/source.type.ts';
export type { Statement } from './survivorship/fold-records.ts';
export {
  allSources,
  API_SOURCE,
  builtInSource,
  ensureSource,
  findSource,
  type SourceRow,
  STAFF_SOURCE,
} from './source/sources.ts';
export { tagCustomers } from './tag/tag-customers.ts';
export { tagKeys } from './tag/tags.ts';
export { applyIncoming, reserveIncoming } from './write/apply-incoming.ts';
export { archiveCustomer } from './write/archive-customer.ts';
export { candidateIds } from './write/candidate-ids.ts';
export { nameSort as nameSortOf } from './write/golden-row.ts';
export { today } from './write/check-input.ts';
export { createCustomer } from './write/create-customer.ts';
export { updateCustomer } from './write/update-customer.ts';
export { tryRulesJob } from './rules/try-rules.job.ts';
export { addBareCustomer } from './unite/add-bare-customer.ts';
export { foresee, type ForeseenField, type ForeseenValue, readForeseeing } from './unite/foresee.ts';
export { leadNumbers, markMerged, markReleased } from './unite/merged-status.ts';
export { countRecords, type Repointing, repointCustomer } from './unite/repoint-customer.ts';
export { numbersOfCustomers, recordCounts } from './unite/lineage-counts.ts';
export { earlierThreads, recordsOf } from './unite/records-of.ts';
export { resealRecords } from './unite/reseal-records.ts';
export { settleCustomers, type SettlingWith } from './unite/settle-customers.ts';
export { KEYS_PER_RECOMPUTE } from './write/recompute.ts';
export { recomputeJob } from './write/recompute.job.ts';

/** What this module adds to the API. */
export const customerApi: ApiModule = {
  resolvers: [
    CustomerResolver,
    RevealResolver,
    MarkFactsResolver,
    ExplainAccessResolver,
    CustomerConsentsResolver,
    CustomerDisclosuresResolver,
    CustomerViewersResolver,
    SourceResolver,
    RulesResolver,
    HistoryResolver,
    DiscrepancyResolver,
    TagResolver,
    NumberPatternResolver,
    NumberLifeResolver,
  ],
  rules: customerRules,
  nodes: {
    cus: {
      type: 'Customer',
      find: async (ctx, id) =>
        ctx.actor.permissions.has('CUSTOMER_READ') ? ((await findCustomer(ctx, id)) ?? null) : null,
    },
    src: {
      type: 'Source',
      find: async (ctx, id) =>
        ctx.actor.permissions.has('CUSTOMER_READ') ? await ctx.once(sourceLoader).load(id) : null,
    },
    tag: {
      type: 'Tag',
      find: async (ctx, id) => (ctx.actor.permissions.has('CUSTOMER_READ') ? ((await findTag(ctx, id)) ?? null) : null),
    },
  },
};
