import type {
  Capability as CapabilityCode,
  DataClass as DataClassCode,
  Permission as PermissionCode,
  Role as RoleCode,
  RowScope as RowScopeCode,
} from '@dossier/shared/access';
import { InputType, Int, ObjectType } from 'type-graphql';
import { AboutInstallation, Readable, Writable } from '../../../platform/graphql/exposure.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { PermissionEnum, RoleEnum } from '../user.type.ts';
import { CapabilityEnum, DataClassEnum, RowScopeEnum } from './policy-enums.ts';

/** One class and capability of a role, with the customers it is granted for. */
@AboutInstallation()
@ObjectType({ description: 'What a role may do with values of a class, and for which customers.' })
export class AccessGrant {
  @Readable(() => DataClassEnum, 'INTERNAL', 'Values of this class.')
  dataClass: DataClassCode;
  @Readable(() => CapabilityEnum, 'INTERNAL', 'What may be done with them.')
  capability: CapabilityCode;
  @Readable(() => [RowScopeEnum], 'INTERNAL', 'For which customers; they unite.')
  scopes: readonly RowScopeCode[];
}

/** A role as the policy has it. */
@AboutInstallation()
@ObjectType({ description: 'A role: what its people may do, and with which values of which customers.' })
export class AccessRole {
  @Readable(() => RoleEnum, 'INTERNAL', 'The role.')
  role: RoleCode;
  @Readable(() => [PermissionEnum], 'INTERNAL', 'What its people may do at all.')
  permissions: readonly PermissionCode[];
  @Readable(() => [AccessGrant], 'INTERNAL', 'With which values of which customers; what is not named is not granted.')
  grants: readonly AccessGrant[];
  @Readable(() => Boolean, 'INTERNAL', 'Sees figures only: small groups are hidden, figures rounded.')
  aggregatesOnly: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'Whether this installation changed it.')
  isChanged: boolean;
}

/** A place of the API with what was declared of it. */
@AboutInstallation()
@ObjectType({ description: 'A place of the API where values of customers are read or used, with its class.' })
export class AccessField {
  @Readable(() => String, 'INTERNAL', 'For example Customer.name or CustomerFilter.phone.')
  coordinate: string;
  @Readable(() => DataClassEnum, 'INTERNAL', 'How sensitive its values are.')
  dataClass: DataClassCode;
  @Readable(() => String, 'INTERNAL', 'What using it amounts to: read, reveal, write, filter, sort, group and so on.')
  use: string;
  @Readable(() => String, 'INTERNAL', 'How masked values look: name, phone, email, contact; null: they are hidden.', {
    nullable: true,
  })
  mask: string | null;
}

/** A version of the policy. */
@AboutInstallation()
@ObjectType({ description: 'A change of the access policy.' })
export class AccessPolicyChange {
  @Readable(() => Int, 'INTERNAL', 'The version it made.')
  version: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When.')
  at: number;
  @Readable(() => String, 'INTERNAL', 'Who.')
  by: string;
  @Readable(() => String, 'INTERNAL', 'Why.', { nullable: true })
  reason: string | null;
}

/** How people sign in, beyond what the code demands. */
@AboutInstallation()
@ObjectType({ description: 'How people sign in, beyond what is demanded of everybody.' })
export class SignInRules {
  @Readable(() => Boolean, 'INTERNAL', 'Whether also those must have a second factor whose rights need none.')
  secondFactorForAll: boolean;
  @Readable(() => Int, 'INTERNAL', 'How many browsers somebody may be signed in with at once.')
  sessionsAtOnce: number;
}

/** The access policy in force. */
@AboutInstallation()
@ObjectType({ description: 'The access policy in force: who may do what with which values of which customers.' })
export class AccessPolicy {
  @Readable(() => Int, 'INTERNAL', 'Grows with every change; 0 is the one that the program comes with.')
  version: number;
  @Readable(() => [AccessRole], 'INTERNAL', 'All roles.')
  roles: readonly AccessRole[];
  @Readable(() => [AccessGrant], 'INTERNAL', 'What break-glass adds to what somebody may do, for an hour.')
  breakGlass: readonly AccessGrant[];
  @Readable(() => SignInRules, 'INTERNAL', 'How people sign in.')
  signIn: SignInRules;
  @Readable(() => [AccessField], 'INTERNAL', 'Every place of the API where values of customers are read or used.')
  fields: readonly AccessField[];
  @Readable(() => [AccessPolicyChange], 'INTERNAL', 'The changes, the newest first; at most 100.')
  changes: readonly AccessPolicyChange[];
}

/** A grant as an administrator sets it. */
@AboutInstallation()
@InputType({ description: 'What a role shall be able to do with values of a class, and for which customers.' })
export class AccessGrantInput {
  @Writable(() => DataClassEnum, 'INTERNAL', 'Values of this class.', { nullable: false })
  dataClass: DataClassCode;
  @Writable(() => CapabilityEnum, 'INTERNAL', 'What may be done with them.', { nullable: false })
  capability: CapabilityCode;
  @Writable(() => [RowScopeEnum], 'INTERNAL', 'For which customers.', { nullable: false })
  scopes: RowScopeCode[];
}

/** A role as an administrator sets it. */
@AboutInstallation()
@InputType({ description: 'A role as it shall be: its permissions and all its grants.' })
export class AccessRoleInput {
  @Writable(() => [PermissionEnum], 'INTERNAL', 'What its people may do at all.', { nullable: false })
  permissions: PermissionCode[];
  @Writable(() => [AccessGrantInput], 'INTERNAL', 'All grants; what is not named is taken away.', { nullable: false })
  grants: AccessGrantInput[];
}

/** Sign-in rules as an administrator sets them. */
@AboutInstallation()
@InputType({ description: 'How people shall sign in; what is absent or null stays.' })
export class SignInRulesInput {
  @Writable(() => Boolean, 'INTERNAL', 'Whether also those must have a second factor whose rights need none.')
  secondFactorForAll?: boolean | null;
  @Writable(
    () => Int,
    'INTERNAL',
    'From 1 to 100: how many browsers somebody may be signed in with at once; the one that signed in first ends.',
  )
  sessionsAtOnce?: number | null;
}
