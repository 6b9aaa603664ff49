import type { CustomerField } from '@dossier/shared/facts';
import { Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection.ts';
import { AboutInstallation, Readable } from '../../../platform/graphql/exposure.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { Job } from '../../../platform/jobs/job.type.ts';
import type { Shielded } from '../../../platform/policy/shielded.ts';
import { Customer } from '../api/customer.type.ts';
import { CustomerFieldEnum } from '../api/customer-enums.ts';
import { Source } from '../source/source.type.ts';
import { FieldRule } from './rules.type.ts';

/** How many customers would show another value of a field. */
@AboutInstallation()
@ObjectType({ description: 'How many customers would show another value of a field under the rules tried.' })
export class RuleTrialField {
  @Readable(() => CustomerFieldEnum, 'INTERNAL', 'The field.')
  field: CustomerField;
  @Readable(() => Int, 'INTERNAL', 'How many customers, as far as they were looked at.')
  customers: number;
}

/** A dry run of changed rules. */
@AboutInstallation()
@ObjectType({ description: 'A dry run of changed rules: whom they would show differently. It changes nothing.' })
export class RuleTrial {
  @Readable(() => Int, 'INTERNAL', 'The version of the rules that it is compared with.')
  baseVersion: number;
  @Readable(() => Boolean, 'INTERNAL', 'Whether other rules were put in force since: then it says nothing any more.')
  isStale: boolean;
  @Readable(() => [Source], 'INTERNAL', 'The general order of sources that is tried, believed first to last.')
  sources: Source[];
  @Readable(() => [FieldRule], 'INTERNAL', 'The rules of fields that are tried.')
  fieldRules: FieldRule[];
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was started.')
  startedAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When everybody had been looked at.', { nullable: true })
  finishedAt: number | null;
  @Readable(() => Job, 'INTERNAL', 'The job that looks; null once it was removed.', { nullable: true })
  job: Job | null;
  @Readable(() => [RuleTrialField], 'INTERNAL', 'How many customers would show another value, by field; none: no line.')
  fields: RuleTrialField[];
}

/** Answer to starting a dry run. */
@AboutInstallation()
@ObjectType({ description: 'The dry run, or why it was not started.' })
export class RuleTrialPayload {
  @Readable(() => RuleTrial, 'INTERNAL', 'The dry run.', { nullable: true })
  ruleTrial: RuleTrial | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

/** One customer who would show another value. */
@ObjectType({ description: 'A customer who would show another value of a field under the rules tried.' })
export class RuleFlip {
  customerKey: number;
  field: CustomerField;
  @Readable(() => Customer, 'INTERNAL', 'The customer.')
  customer: Customer;
  @Readable(() => String, 'PERSONAL', 'What is shown now; masked as lists show it.', {
    nullable: true,
    tells: 'FIELD_OF_ROW',
    mask: 'contact',
  })
  before: Shielded;
  @Readable(() => String, 'PERSONAL', 'What would be shown.', {
    nullable: true,
    tells: 'FIELD_OF_ROW',
    mask: 'contact',
  })
  after: Shielded;
}

/** A page of {@link RuleFlip}. */
export const RuleFlipConnection = connectionOf(RuleFlip, 'RuleFlip', { totalCount: false });
