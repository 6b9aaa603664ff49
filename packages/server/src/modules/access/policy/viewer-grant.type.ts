import {
  CAPABILITIES,
  type Capability as CapabilityCode,
  DATA_CLASSES,
  type DataClass as DataClassCode,
} from '@dossier/shared/access';
import { ObjectType } from 'type-graphql';
import { AboutInstallation, Readable } from '../../../platform/graphql/exposure.ts';
import { type CompiledGrants, type Level } from '../../../platform/policy/compile-grants.ts';
import { isGranted } from '../../../platform/policy/pre-authorise.ts';
import { CapabilityEnum, DataClassEnum, VisibilityEnum } from './policy-enums.ts';

/** What somebody may do with values of one class: what a program offers them, so that little is refused afterwards. */
@AboutInstallation()
@ObjectType({ description: 'What you may do with values of a class, all roles together.' })
export class ViewerGrant {
  @Readable(() => DataClassEnum, 'INTERNAL', 'Values of this class.')
  dataClass: DataClassCode;
  @Readable(
    () => VisibilityEnum,
    'INTERNAL',
    'How much of them you see; null when it depends on the customer, see Customer.visibility.',
    { nullable: true },
  )
  visibility: Level | null;
  @Readable(
    () => [CapabilityEnum],
    'INTERNAL',
    'What you may use them for in an operation; for some customers only, perhaps, and then it finds no others.',
  )
  capabilities: readonly CapabilityCode[];
}

/** The grants of one person, class by class, as operations are judged by them. */
export function viewerGrants(grants: CompiledGrants): ViewerGrant[] {
  return DATA_CLASSES.map((dataClass) => {
    const level = grants.level(dataClass);
    return {
      dataClass,
      visibility: level === 'BY_ROW' ? null : level,
      capabilities: CAPABILITIES.filter((capability) => isGranted(grants, dataClass, capability)),
    };
  });
}
