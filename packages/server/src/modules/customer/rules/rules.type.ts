import type { CustomerField } from '@dossier/shared/facts';
import { ID, InputType, Int, ObjectType } from 'type-graphql';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { AboutInstallation, Readable, Writable } from '../../../platform/graphql/exposure.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { Job } from '../../../platform/jobs/job.type.ts';
import { CustomerFieldEnum } from '../api/customer-enums.ts';
import { Source } from '../source/source.type.ts';
import type { Criterion } from '../survivorship/rules.ts';

/** By what values are preferred. */
export const SurvivorshipCriterionEnum = enumOf<Criterion>(
  'SurvivorshipCriterion',
  'By what one value of a field is preferred to another.',
  {
    SOURCE_PRIORITY: 'The value of the most believed source.',
    MOST_RECENT: 'The value that was recorded last.',
    VERIFIED: 'A value that somebody checked, the last checked one first.',
    MOST_COMPLETE: 'The value that says most: the longest text, the address with most parts.',
    MOST_FREQUENT: 'The value that most sources agree on.',
  },
);

/** How the value of one field is chosen. */
@AboutInstallation()
@ObjectType({ description: 'How the value to show is chosen for one field.' })
export class FieldRule {
  @Readable(() => CustomerFieldEnum, 'INTERNAL', 'The field.')
  field: CustomerField;
  @Readable(
    () => [SurvivorshipCriterionEnum],
    'INTERNAL',
    'The criteria in the order in which they are asked: the first that tells two values apart decides.',
  )
  criteria: readonly Criterion[];
  @Readable(
    () => [Source],
    'INTERNAL',
    'This field’s own order of sources, believed first to last; empty means the general order.',
  )
  sources: Source[];
}

/** A version of the rules. */
@AboutInstallation()
@ObjectType({ description: 'One version of the rules by which shown values are chosen.' })
export class RuleSet {
  @Readable(() => Int, 'INTERNAL', 'Grows with every change; 0 is what holds before anybody set rules.')
  version: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'Since when; null for version 0.', { nullable: true })
  at: number | null;
  @Readable(() => String, 'INTERNAL', 'Who put it in force; null: the system.', { nullable: true })
  by: string | null;
  @Readable(() => String, 'INTERNAL', 'Why.', { nullable: true })
  reason: string | null;
  @Readable(() => Int, 'INTERNAL', 'The earlier version that was put in force again.', { nullable: true })
  restoredVersion: number | null;
  @Readable(() => Boolean, 'INTERNAL', 'Whether it is in force.')
  isInForce: boolean;
  @Readable(() => [Source], 'INTERNAL', 'The general order of sources under it, believed first to last.')
  sources: Source[];
  @Readable(() => [FieldRule], 'INTERNAL', 'The rules of fields that have one of their own.')
  fieldRules: FieldRule[];
}

/** One field's rule, to be set or tried. */
@AboutInstallation()
@InputType({ description: 'One field’s rule, to be set or tried.' })
export class FieldRuleInput {
  @Writable(() => CustomerFieldEnum, 'INTERNAL', 'The field.', { nullable: false })
  field: CustomerField;
  @Writable(() => [SurvivorshipCriterionEnum], 'INTERNAL', 'The criteria, the first to be asked first; none twice.', {
    nullable: false,
  })
  criteria: Criterion[];
  @Writable(() => [ID], 'INTERNAL', 'This field’s own order of sources; empty or absent means the general order.')
  sourceIds?: string[] | null;
}

/** Changes of the rules, to be made or tried. */
@AboutInstallation()
@InputType({ description: 'What shall be different about the rules, to be done or tried. What is absent stays.' })
export class RuleChangesInput {
  @Writable(() => [ID], 'INTERNAL', 'The general order: every source once, believed first to last.')
  sourceIds?: string[] | null;
  @Writable(() => [FieldRuleInput], 'INTERNAL', 'The rules of these fields.')
  rules?: FieldRuleInput[] | null;
  @Writable(() => Int, 'INTERNAL', 'An earlier version, as a whole, in place of everything else.')
  restoreVersion?: number | null;
}

/** Answer to a change of rules. */
@AboutInstallation()
@ObjectType({ description: 'The rules now in force and the job that applies them, or why nothing was changed.' })
export class RulesPayload {
  @Readable(() => RuleSet, 'INTERNAL', 'The rules now in force.', { nullable: true })
  ruleSet: RuleSet | null;
  @Readable(() => Job, 'INTERNAL', 'The job that chooses every customer’s values anew.', { nullable: true })
  job: Job | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}
