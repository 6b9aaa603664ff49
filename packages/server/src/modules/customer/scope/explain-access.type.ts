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
  @Readable(() => DataClassEnum, 'INTERNAL', 'The class declared at this place of the API.')
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

/** What one person sees of, and may do with, the values of one class. */
@AboutInstallation()
@ObjectType({ description: 'What somebody sees of, and may do with, the values of one class.' })
export class AccessOfClass {
  @Readable(() => DataClassEnum, 'INTERNAL', 'The class.')
  dataClass: DataClass;
  @Readable(() => AccessExplanation, 'INTERNAL', 'How much of the values is seen, and which grants decide.')
  reading: AccessExplanation;
  @Readable(
    () => [CapabilityEnum],
    'INTERNAL',
    'What else may be done; without a customer, for some customers at least.',
  )
  granted: readonly Capability[];
}

/** A customer as the policy makes it for one person. */
@AboutInstallation()
@ObjectType({
  description:
    'What somebody sees of a customer and may do with it, class by class; no value of the customer is in it.',
})
export class AccessOverview {
  @Readable(() => Boolean, 'INTERNAL', 'Whether the customer exists for this person; true when none was named.')
  exists: boolean;
  @Readable(() => [AccessOfClass], 'INTERNAL', 'All classes, from the least sensitive to the most.')
  classes: readonly AccessOfClass[];
}
