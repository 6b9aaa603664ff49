import { IdSequence } from '../platform/database/id-sequence.entity.ts';
import { JobEntity, LeaseEntity } from '../platform/jobs/job.entity.ts';
import { OutboxEventEntity } from '../platform/outbox/outbox.entity.ts';
import { AuditEntryEntity } from '../modules/audit/audit.entity.ts';
import { AddressEntity, ContactPointEntity, IdentifierEntity } from '../modules/customer/contact.entity.ts';
import { CustomerEntity } from '../modules/customer/customer.entity.ts';
import { NumberAliasEntity, NumberBlockEntity, NumberSequenceEntity } from '../modules/customer/number/number.entity.ts';
import { FieldRuleEntity, SourceEntity, SourceRecordEntity } from '../modules/customer/source/source.entity.ts';
import { CustomerTagEntity, TagEntity } from '../modules/customer/tag/tag.entity.ts';
import { SearchTokenEntity } from '../modules/search/search.entity.ts';

/** Every table, in module order. A new entity is added here; `pnpm generate` then writes its migration. */
export const entities = [
  IdSequence,
  JobEntity,
  LeaseEntity,
  OutboxEventEntity,
  AuditEntryEntity,
  CustomerEntity,
  ContactPointEntity,
  AddressEntity,
  IdentifierEntity,
  NumberSequenceEntity,
  NumberBlockEntity,
  NumberAliasEntity,
  SourceEntity,
  FieldRuleEntity,
  SourceRecordEntity,
  TagEntity,
  CustomerTagEntity,
  SearchTokenEntity,
];
