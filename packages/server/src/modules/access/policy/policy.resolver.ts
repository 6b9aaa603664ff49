import {
  BREAK_GLASS_POLICY,
  BUILT_IN_POLICY,
  type Role as RoleCode,
  ROLES,
  SIGN_IN_RULES,
} from '@dossier/shared/access';
import { type GraphQLResolveInfo, type GraphQLSchema, isEnumType, isInputObjectType, isObjectType } from 'graphql';
import { Arg, Ctx as FromContext, Info, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { exposureOf, isAboutCustomers } from '../../../platform/graphql/exposure.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { shownApproval } from '../approval/approval.type.ts';
import { RoleEnum } from '../user.type.ts';
import { changeRole } from './change-role.ts';
import { changeSignIn } from './change-sign-in.ts';
import { AccessPolicyPayload } from './policy-payload.type.ts';
import { currentPolicy, listPolicyVersions, policyChanges } from './policy.repository.ts';
import { type AccessField, AccessPolicy, type AccessRole, AccessRoleInput, SignInRulesInput } from './policy.type.ts';
import { NOTHING } from './role-change.ts';

const MOST_CHANGES = 100;

/** The access policy: reading it, and changing what a role may do. */
@Resolver()
export class PolicyResolver {
  @Query(() => AccessPolicy, { description: 'The access policy in force. Needs POLICY_READ.' })
  async accessPolicy(@FromContext() ctx: Ctx, @Info() info: GraphQLResolveInfo): Promise<AccessPolicy> {
    return await readPolicy(ctx, info.schema);
  }

  @Mutation(() => AccessPolicyPayload, {
    description:
      'Changes what a role may do, within what the code allows; without input, back to what the program comes with. What allows more waits until somebody else has approved. Needs POLICY_WRITE.',
  })
  async accessRoleUpdate(
    @Arg('role', () => RoleEnum, { description: 'Which role.' }) role: RoleCode,
    @Arg('policyVersion', () => Int, { description: 'The version of the policy that the change was made on.' })
    version: number,
    @Arg('input', () => AccessRoleInput, { nullable: true, description: 'The role as it shall be.' })
    input: AccessRoleInput | null,
    @Arg('reason', () => String, { description: 'Why; kept with the change.' }) reason: string,
    @FromContext() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AccessPolicyPayload> {
    return await answer(ctx, async () => {
      const approvalId = await changeRole(ctx, version, role, input, reason);
      return { policy: await readPolicy(ctx, info.schema), approval: await shownApproval(ctx, approvalId) };
    });
  }

  @Mutation(() => AccessPolicyPayload, {
    description:
      'Changes how people sign in: whether everybody must have a second factor, and how many sessions somebody may have. Counts from everybody’s next request on. Needs POLICY_WRITE.',
  })
  async accessSignInUpdate(
    @Arg('policyVersion', () => Int, { description: 'The version of the policy that the change was made on.' })
    version: number,
    @Arg('input', () => SignInRulesInput, { description: 'How people shall sign in.' }) input: SignInRulesInput,
    @Arg('reason', () => String, { description: 'Why; kept with the change.' }) reason: string,
    @FromContext() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AccessPolicyPayload> {
    return await answer(ctx, async () => {
      await changeSignIn(ctx, version, input, reason);
      return { policy: await readPolicy(ctx, info.schema) };
    });
  }
}

async function readPolicy(ctx: Ctx, schema: GraphQLSchema): Promise<AccessPolicy> {
  const { version, policy } = await currentPolicy(ctx.db.read);
  const { changes } = await policyChanges(ctx.db.read);
  const history = await listPolicyVersions(ctx.db.read, MOST_CHANGES);
  return {
    version,
    roles: ROLES.map((role): AccessRole => {
      const {
        permissions,
        grants,
        aggregatesOnly = false,
      } = policy.roles[role] ?? BUILT_IN_POLICY.roles[role] ?? NOTHING;
      return { role, permissions, grants: listed(grants), aggregatesOnly, isChanged: role in changes.roles };
    }),
    breakGlass: listed(BREAK_GLASS_POLICY.grants),
    signIn: policy.signIn ?? SIGN_IN_RULES,
    fields: fieldsOf(schema),
    changes: history.map(({ by, ...change }) => ({ ...change, by: by ?? 'system' })),
  };
}

function listed(grants: (typeof BUILT_IN_POLICY)['roles'][string]['grants']): AccessRole['grants'] {
  // Written by the type of grants: the keys are classes and capabilities.
  return (Object.entries(grants) as [AccessField['dataClass'], object][]).flatMap(([dataClass, granted]) =>
    (Object.entries(granted) as [AccessRole['grants'][number]['capability'], AccessRole['grants'][number]['scopes']][])
      .filter(([, scopes]) => scopes.length > 0)
      .map(([capability, scopes]) => ({ dataClass, capability, scopes })),
  );
}

const fieldsOfSchema = new WeakMap<GraphQLSchema, readonly AccessField[]>();

/** What was declared beside every field about customers. */
function fieldsOf(schema: GraphQLSchema): readonly AccessField[] {
  const known = fieldsOfSchema.get(schema);
  if (known) return known;
  const fields = Object.values(schema.getTypeMap()).flatMap((type): AccessField[] => {
    if (type.name.startsWith('__') || !isAboutCustomers(type)) return [];
    const parts = isEnumType(type)
      ? type.getValues()
      : isObjectType(type) || isInputObjectType(type)
        ? Object.values(type.getFields())
        : [];
    return parts.flatMap((part) => {
      const exposure = exposureOf(part);
      // Operators have the class of what they are put on; roots are decided by permissions.
      if (!exposure || exposure.operator || ['Query', 'Mutation', 'Subscription'].includes(type.name)) return [];
      const { dataClass, capability: use, mask = null } = exposure;
      return [{ coordinate: `${type.name}.${part.name}`, dataClass, use, mask }];
    });
  });
  fieldsOfSchema.set(schema, fields);
  return fields;
}
