import { IdSequence } from '../platform/database/id-sequence.entity.ts';
import { JobEntity, LeaseEntity, ScheduleEntity } from '../platform/jobs/job.entity.ts';
import { ConsumerEntity, OutboxEventEntity, SealHeadEntity } from '../platform/outbox/outbox.entity.ts';
import { KeyStoreBindingEntity } from '../platform/crypto/key-store/key-store-binding.entity.ts';
import { IdempotencyKeyEntity } from '../platform/graphql/idempotency.entity.ts';
import { AlarmEntity } from '../modules/alarm/alarm.entity.ts';
import { AuditEntryEntity } from '../modules/audit/audit.entity.ts';
import { AuditCheckpointEntity } from '../modules/audit/checkpoint/checkpoint.entity.ts';
import {
  ApiTokenEntity,
  GuessCountEntity,
  OneTimeLinkEntity,
  SessionEntity,
  StaffUserEntity,
} from '../modules/access/access.entity.ts';
import {
  AccessEpochEntity,
  PasskeyChallengeEntity,
  PasskeyEntity,
  RecoveryCodeEntity,
  SignInTicketEntity,
  TotpFactorEntity,
} from '../modules/access/second-factor/second-factor.entity.ts';
import { ApprovalRequestEntity, SingleOperatorEntity } from '../modules/access/approval/approval.entity.ts';
import { BreakGlassEntity } from '../modules/access/break-glass/break-glass.entity.ts';
import { CodeEntryEntity, SettingEntity } from '../modules/dictionary/dictionary.entity.ts';
import {
  CustodyEntity,
  CustodyMoveEntity,
  CustodyOperationEntity,
  CustodyPartyEntity,
} from '../modules/custody/custody.entity.ts';
import { ConsentCurrentEntity, ConsentEntryEntity } from '../modules/privacy/consent/consent.entity.ts';
import { DisclosureEntity, DisclosureJournalEntity } from '../modules/privacy/disclosure/disclosure.entity.ts';
import { FieldSetCodeEntity, FieldSetEntity } from '../modules/privacy/field-set/field-set.entity.ts';
import { PolicyTextEntity, PolicyVersionEntity } from '../modules/privacy/policy/policy.entity.ts';
import { ProcessingActivityEntity } from '../modules/privacy/register/processing-activity.entity.ts';
import { AddressEntity, ContactPointEntity, IdentifierEntity } from '../modules/customer/contact.entity.ts';
import { CustomerEntity } from '../modules/customer/customer.entity.ts';
import {
  NumberAliasEntity,
  NumberBlockEntity,
  NumberSequenceEntity,
} from '../modules/customer/number/number.entity.ts';
import { DiscrepancyEntity } from '../modules/customer/discrepancy/discrepancy.entity.ts';
import { StatusChangeEntity, TagChangeEntity } from '../modules/customer/history/history.entity.ts';
import { RuleSetEntity } from '../modules/customer/rules/rule-set.entity.ts';
import { RuleFlipEntity, RuleTrialEntity } from '../modules/customer/rules/rule-trial.entity.ts';
import { SourceEntity, SourceRecordEntity } from '../modules/customer/source/source.entity.ts';
import { CustomerTagEntity, TagEntity } from '../modules/customer/tag/tag.entity.ts';
import { SearchTokenEntity } from '../modules/customer/search-token.entity.ts';
import { ImportOrderEntity, PurchaseOrderEntity } from '../modules/activity/purchase/order.entity.ts';
import { OrderLineEntity, OrderLineVersionEntity } from '../modules/activity/purchase/order-line.entity.ts';
import { AccessPolicyEntity } from '../modules/access/policy/policy.entity.ts';
import {
  TeamClosureEntity,
  TeamEntity,
  TeamMemberEntity,
  UserTerritoryEntity,
} from '../modules/access/team/team.entity.ts';
import { CustomerClaimEntity } from '../modules/ownership/pool/claim.entity.ts';
import { LookUpEntity } from '../modules/ownership/look-up/look-up.entity.ts';
import { OwnerChangeEntity } from '../modules/customer/scope/owner-change.entity.ts';
import { CustomerShareEntity, SupportCaseEntity } from '../modules/customer/scope/share.entity.ts';
import { DecisionChainEntity, DecisionMemberEntity } from '../modules/relationship/chain/decision-chain.entity.ts';
import { RelationshipEntity } from '../modules/relationship/edge/relationship.entity.ts';
import { ProductEntity, ProductNameEntity } from '../modules/activity/purchase/product.entity.ts';
import { ExportRunEntity } from '../modules/intake/export/export.entity.ts';
import { MatchScorerEntity } from '../modules/identity/candidates/scorer.entity.ts';
import { MatchClusterEntity, MatchMemberEntity, MatchPlanEntity } from '../modules/identity/cluster/cluster.entity.ts';
import {
  MatchDecisionEntity,
  MatchModelEntity,
  MatchPairEntity,
  MatchRunEntity,
} from '../modules/identity/run/match.entity.ts';
import { ErasureEntity } from '../modules/erasure/erasure.entity.ts';
import { UploadedFileEntity } from '../modules/intake/files/uploaded-file.entity.ts';
import { ImportTemplateEntity } from '../modules/intake/mapping/template.entity.ts';
import { ImportRunEntity, RejectedRowEntity } from '../modules/intake/run/import.entity.ts';
import {
  PartnerAppEntity,
  PartnerApprovalEntity,
  PartnerTermsEntity,
} from '../modules/partner/app/partner-app.entity.ts';
import { PartnerBudgetEntity, PartnerUsageEntity } from '../modules/partner/budget/budget.entity.ts';
import {
  PartnerAssertionEntity,
  PartnerCredentialEntity,
  PartnerTokenEntity,
} from '../modules/partner/credential/credential.entity.ts';
import { PartnerDeveloperEntity } from '../modules/partner/developer/developer.entity.ts';

/** Every table, in module order. A new entity is added here; `pnpm generate` then writes its migration. */
export const entities = [
  IdSequence,
  JobEntity,
  LeaseEntity,
  ScheduleEntity,
  OutboxEventEntity,
  SealHeadEntity,
  ConsumerEntity,
  IdempotencyKeyEntity,
  KeyStoreBindingEntity,
  AuditEntryEntity,
  AuditCheckpointEntity,
  StaffUserEntity,
  SessionEntity,
  ApiTokenEntity,
  OneTimeLinkEntity,
  GuessCountEntity,
  AccessPolicyEntity,
  AccessEpochEntity,
  SignInTicketEntity,
  TotpFactorEntity,
  RecoveryCodeEntity,
  PasskeyEntity,
  PasskeyChallengeEntity,
  TeamEntity,
  TeamClosureEntity,
  TeamMemberEntity,
  UserTerritoryEntity,
  ApprovalRequestEntity,
  SingleOperatorEntity,
  BreakGlassEntity,
  SettingEntity,
  CodeEntryEntity,
  CustodyOperationEntity,
  CustodyPartyEntity,
  CustodyEntity,
  CustodyMoveEntity,
  FieldSetEntity,
  FieldSetCodeEntity,
  PolicyVersionEntity,
  PolicyTextEntity,
  ConsentEntryEntity,
  ConsentCurrentEntity,
  ProcessingActivityEntity,
  DisclosureJournalEntity,
  DisclosureEntity,
  AlarmEntity,
  CustomerEntity,
  ContactPointEntity,
  AddressEntity,
  IdentifierEntity,
  CustomerShareEntity,
  SupportCaseEntity,
  OwnerChangeEntity,
  NumberSequenceEntity,
  NumberBlockEntity,
  NumberAliasEntity,
  SourceEntity,
  DiscrepancyEntity,
  StatusChangeEntity,
  TagChangeEntity,
  RuleSetEntity,
  RuleTrialEntity,
  RuleFlipEntity,
  SourceRecordEntity,
  TagEntity,
  CustomerTagEntity,
  SearchTokenEntity,
  RelationshipEntity,
  DecisionChainEntity,
  DecisionMemberEntity,
  ProductEntity,
  ProductNameEntity,
  PurchaseOrderEntity,
  OrderLineEntity,
  OrderLineVersionEntity,
  ImportOrderEntity,
  CustomerClaimEntity,
  LookUpEntity,
  UploadedFileEntity,
  ImportTemplateEntity,
  ImportRunEntity,
  RejectedRowEntity,
  ExportRunEntity,
  PartnerAppEntity,
  PartnerTermsEntity,
  PartnerApprovalEntity,
  PartnerCredentialEntity,
  PartnerTokenEntity,
  PartnerAssertionEntity,
  PartnerBudgetEntity,
  PartnerUsageEntity,
  PartnerDeveloperEntity,
  MatchRunEntity,
  MatchModelEntity,
  MatchPairEntity,
  MatchDecisionEntity,
  MatchScorerEntity,
  MatchClusterEntity,
  MatchMemberEntity,
  MatchPlanEntity,
  ErasureEntity,
];
