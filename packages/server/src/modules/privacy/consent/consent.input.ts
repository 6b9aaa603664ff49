import type { EvidenceKind, LegalBasis, Purpose } from '@dossier/shared/privacy';
import { ID, InputType } from 'type-graphql';
import { AboutInstallation, Writable } from '../../../platform/graphql/exposure.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { ConsentDecisionEnum, EvidenceKindEnum, LegalBasisEnum, PurposeEnum } from '../privacy-enums.ts';

/** What proves a decision. */
@AboutInstallation()
@InputType({ description: 'What proves a decision of a customer.' })
export class ConsentEvidenceInput {
  @Writable(() => EvidenceKindEnum, 'INTERNAL', 'What kind of proof it is.', { nullable: false })
  kind: EvidenceKind;
  @Writable(
    () => String,
    'PERSONAL',
    'Where the proof is and what it says, for example the number of the form; at most 1,000 characters.',
    { nullable: false },
  )
  text: string;
}

/** A decision of a customer, without saying whose. */
@AboutInstallation()
@InputType({ description: 'What a customer decided about the use of their data.' })
export class ConsentDecisionInput {
  @Writable(() => PurposeEnum, 'INTERNAL', 'What the data may or may not be used for.', { nullable: false })
  purpose: Purpose;
  @Writable(() => ID, 'INTERNAL', 'The partner app that it is about; ourselves when left out.')
  recipientId?: string | null;
  @Writable(
    () => [String],
    'INTERNAL',
    'Which data: codes of fields (PHONE), of classes (PERSONAL), or ALL, which is everything but sensitive data. ALL when left out.',
  )
  fields?: string[] | null;
  @Writable(() => LegalBasisEnum, 'INTERNAL', 'Why the use is lawful; CONSENT when left out.')
  basis?: LegalBasis | null;
  @Writable(
    () => ConsentDecisionEnum,
    'INTERNAL',
    'GRANTED or DENIED; to take a granted one back, use consentWithdraw.',
    {
      nullable: false,
    },
  )
  decision: 'GRANTED' | 'DENIED' | 'WITHDRAWN';
  @Writable(() => DateTimeScalar, 'INTERNAL', 'From then on a granted one counts for nothing; never when left out.')
  expiresAt?: number | null;
  @Writable(
    () => ID,
    'INTERNAL',
    'The version of the privacy policy that was shown; the one in force at that time when left out.',
  )
  policyVersionId?: string | null;
  @Writable(() => DateTimeScalar, 'INTERNAL', 'When the customer decided; now when left out.')
  decidedAt?: number | null;
  @Writable(() => ConsentEvidenceInput, 'PERSONAL', 'What proves it.', { nullable: false })
  evidence: ConsentEvidenceInput;
}

/** A decision of a customer. */
@AboutInstallation()
@InputType({ description: 'What a customer decided about the use of their data.' })
export class ConsentRecordInput extends ConsentDecisionInput {
  @Writable(() => ID, 'INTERNAL', 'Whose decision it is.', { nullable: false })
  customerId: string;
}

/** A customer takes a granted consent back. */
@AboutInstallation()
@InputType({ description: 'A customer takes a granted consent back.' })
export class ConsentWithdrawInput {
  @Writable(() => ID, 'INTERNAL', 'Whose consent it is.', { nullable: false })
  customerId: string;
  @Writable(() => PurposeEnum, 'INTERNAL', 'For what it was granted.', { nullable: false })
  purpose: Purpose;
  @Writable(() => ID, 'INTERNAL', 'The partner app that it was for; ourselves when left out.')
  recipientId?: string | null;
  @Writable(() => ConsentEvidenceInput, 'PERSONAL', 'What proves it.', { nullable: false })
  evidence: ConsentEvidenceInput;
}
