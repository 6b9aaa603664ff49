import type { Capability } from '@dossier/shared/access';
import { type GraphQLResolveInfo, type GraphQLSchema, isEnumType, isInputObjectType, isObjectType } from 'graphql';
import { Arg, Ctx as FromContext, ID, Info, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { type Exposure, exposureOf } from '../../../platform/graphql/exposure.ts';
import { failure } from '../../../platform/graphql/failure.ts';
import { CapabilityEnum } from '../../access/index.ts';
import { explainAccess } from './explain-access.ts';
import { AccessExplanation } from './explain-access.type.ts';

/** Why somebody may or may not do something. */
@Resolver()
export class ExplainAccessResolver {
  @Query(() => AccessExplanation, {
    description:
      'May this person do this with values at this place of the API, of this customer, and which grants decide? Needs POLICY_READ; nothing of the customer is told.',
  })
  async explainAccess(
    @Arg('userId', () => ID, { description: 'Who.' }) userId: string,
    @Arg('coordinate', () => String, { description: 'Where, for example Customer.name or CustomerFilter.phone.' })
    coordinate: string,
    @Arg('capability', () => CapabilityEnum, { description: 'What; READ_FULL asks how much is seen.' })
    capability: Capability,
    @Arg('customerId', () => ID, { nullable: true, description: 'Of whom; absent: of anybody.' })
    customerId: string | null,
    @FromContext() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AccessExplanation> {
    const declared = declaredAt(info.schema, coordinate);
    const user = ctx.publicIds.decode('usr', userId);
    const customer = customerId === null ? undefined : ctx.publicIds.decode('cus', customerId);
    if (!declared) throw failure('BAD_USER_INPUT', `There is no ${coordinate.slice(0, 80)} in the API.`);
    if (user === undefined || (customerId !== null && customer === undefined))
      throw failure('NOT_FOUND', 'There is no such user or customer.');
    return await explainAccess(ctx, {
      userId: user,
      coordinate,
      dataClass: declared.dataClass,
      capability,
      customerId: customer,
    });
  }
}

function declaredAt(schema: GraphQLSchema, coordinate: string): Exposure | undefined {
  const [typeName = '', fieldName = ''] = coordinate.split('.');
  const type = schema.getType(typeName);
  if (isEnumType(type)) {
    const value = type.getValue(fieldName);
    return value ? (exposureOf(value) ?? { dataClass: 'INTERNAL', capability: 'read' }) : undefined;
  }
  if (!isObjectType(type) && !isInputObjectType(type)) return undefined;
  const field = type.getFields()[fieldName];
  return field && exposureOf(field);
}
