import type { LegalBasis, Purpose } from '@dossier/shared/privacy';
import { ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { AboutInstallation, Readable, Writable } from '../../../platform/graphql/exposure.ts';
import { Node } from '../../../platform/graphql/node.type.ts';
import { type Resolved, withFields } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { loadUser, toUser, User } from '../../access/index.ts';
import { codesOf } from '../field-set/field-sets.ts';
import { LegalBasisEnum, PurposeEnum } from '../privacy-enums.ts';
import type { ProcessingActivityRow } from './processing-activities.ts';

/** An entry of the register of processing. */
@AboutInstallation()
@ObjectType({
  implements: Node,
  description:
    'An entry of the register of processing (article 30 GDPR, article 56 PIPL): what is done with which data, and why.',
})
export class ProcessingActivity {
  ownerKey: number | null;
  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: string;
  @Readable(() => String, 'INTERNAL', 'What it is called.')
  name: string;
  @Readable(() => String, 'INTERNAL', 'What is done.', { nullable: true })
  description: string | null;
  @Readable(() => PurposeEnum, 'INTERNAL', 'What for.')
  purpose: string;
  @Readable(() => LegalBasisEnum, 'INTERNAL', 'Why it is lawful.')
  basis: string;
  @Readable(() => [String], 'INTERNAL', 'Which data: codes of fields, of classes, or ALL.')
  fields: readonly string[];
  @Readable(() => Int, 'INTERNAL', 'How long the data is kept, in months; null as long as the purpose lasts.', {
    nullable: true,
  })
  retentionMonths: number | null;
  @Readable(() => String, 'INTERNAL', 'From when the time counts, and what happens at its end.', { nullable: true })
  retentionNote: string | null;
  @Readable(() => [String], 'INTERNAL', 'Who else gets the data.')
  recipients: readonly string[];
  @Readable(() => String, 'INTERNAL', 'What protects the data.', { nullable: true })
  safeguards: string | null;
  @Readable(() => User, 'INTERNAL', 'Who answers for it.', { nullable: true })
  owner: Resolved<User | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was entered.')
  createdAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it last changed.')
  updatedAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'Since when it is no longer done; null while it is.', { nullable: true })
  retiredAt: number | null;
  @Readable(() => String, 'INTERNAL', 'Changes with every change; updates send it back.')
  version: string;
}

const computed: Pick<ProcessingActivity, 'owner'> & ThisType<ProcessingActivity> = {
  async owner(_args, ctx) {
    const user = this.ownerKey === null ? undefined : await loadUser(ctx, this.ownerKey);
    return user ? toUser(ctx, user) : null;
  },
};

/** Rows as the API shows them. */
export function toProcessingActivities(ctx: Ctx, rows: readonly ProcessingActivityRow[]): ProcessingActivity[] {
  return withFields(
    rows.map((row) => ({
      ownerKey: row.owner_id,
      id: ctx.publicIds.encode('act', row.id),
      name: row.name,
      description: row.description,
      purpose: row.purpose,
      basis: row.basis,
      fields: codesOf(row.codes),
      retentionMonths: row.retention_months,
      retentionNote: row.retention_note,
      // Written as a list of names.
      recipients: JSON.parse(row.recipients) as string[],
      safeguards: row.safeguards,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      retiredAt: row.retired_at,
      version: ctx.publicIds.version(row.id, row.version),
    })),
    computed,
  );
}

/** An entry as it shall be. */
@AboutInstallation()
@InputType({ description: 'An entry of the register of processing as it shall be.' })
export class ProcessingActivityInput {
  @Writable(() => String, 'INTERNAL', 'What it is called, at most 120 characters.', { nullable: false })
  name: string;
  @Writable(() => String, 'INTERNAL', 'What is done, at most 2,000 characters.')
  description?: string | null;
  @Writable(() => PurposeEnum, 'INTERNAL', 'What for.', { nullable: false })
  purpose: Purpose;
  @Writable(() => LegalBasisEnum, 'INTERNAL', 'Why it is lawful.', { nullable: false })
  basis: LegalBasis;
  @Writable(() => [String], 'INTERNAL', 'Which data: codes of fields, of classes, or ALL.', { nullable: false })
  fields: string[];
  @Writable(
    () => Int,
    'INTERNAL',
    'How long the data is kept, 1 to 1,200 months; as long as the purpose lasts when left out.',
  )
  retentionMonths?: number | null;
  @Writable(() => String, 'INTERNAL', 'From when the time counts, at most 2,000 characters.')
  retentionNote?: string | null;
  @Writable(() => [String], 'INTERNAL', 'Who else gets the data: at most 20 names.')
  recipients?: string[] | null;
  @Writable(() => String, 'INTERNAL', 'What protects the data, at most 2,000 characters.')
  safeguards?: string | null;
  @Writable(() => ID, 'INTERNAL', 'The user who answers for it.')
  ownerId?: string | null;
}

/** Answer to a change of the register. */
@AboutInstallation()
@ObjectType({ description: 'The entry now, or why not.' })
export class ProcessingActivityPayload {
  @Readable(() => ProcessingActivity, 'INTERNAL', 'The entry; null when refused.', { nullable: true })
  processingActivity: ProcessingActivity | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}
