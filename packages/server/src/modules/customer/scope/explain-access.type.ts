import type { Capability, DataClass } from '@dossier/shared/access';
import { ObjectType } from 'type-graphql';
import { CapabilityEnum, DataClassEnum } from '../../access/index.ts';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { AboutInstallation, Readable } from '../../../platform/graphql/exposure.ts';

/** What the policy says about one value. */
export const AccessDecisionEnum = enumOf('AccessDecision', 'What the access policy says.', {
  FULL: 'The value is seen in full, or the capability is granted.',
  MASKED: 'A part of the value is seen.',
  HIDDEN: 'The value is null.',
  REFUSED: 'An operation that tries is refused as a whole.',
  NO_SUCH_CUSTOMER: 'The customer does not exist for this person.',
  DEPENDS: 'It depends on the customer: name one.',
});
/** See {@link AccessDecisionEnum}. */
export type AccessDecision = keyof typeof AccessDecisionEnum;

/** Why somebody may or may not do something. */
@AboutInstallation()
@ObjectType({ description: 'Why somebody may or may not do something with a value of a customer.' })
export class AccessExplanation {
  @Readable(() => AccessDecisionEnum, 'INTERNAL', 'What is decided.')
  decision: AccessDecision;
  @Readable(() => DataClassEnum, 'INTERNAL', 'The class that counts for this place of the API.')
  dataClass: DataClass;
  @Readable(() => CapabilityEnum, 'INTERNAL', 'The capability that was asked about.')
  capability: Capability;
  @Readable(
    () => [String],
    'INTERNAL',
    'The grants that decide, as ROLE/CLASS/CAPABILITY/SCOPE: those that hold for this customer, or all when none is named.',
  )
  rules: readonly string[];
}
