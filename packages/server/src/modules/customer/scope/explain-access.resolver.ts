import type { Capability } from '@dossier/shared/access';
import { type GraphQLResolveInfo, type GraphQLSchema, isEnumType, isInputObjectType, isObjectType } from 'graphql';
import { Arg, Ctx as FromContext, ID, Info, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { type Exposure, exposureOf } from '../../../platform/graphql/exposure.ts';
import { failure } from '../../../platform/graphql/failure.ts';
import { CapabilityEnum } from '../../access/index.ts';
import { accessOverview, type AccessSubject, explainAccess } from './explain-access.ts';
import { AccessExplanation, AccessOverview } from './explain-access.type.ts';

const CUSTOMER_ID = 'Of whom; without it and a number: of anybody.';
const CUSTOMER_NUMBER = 'The customer by number, in any writing, instead of the id.';

/** Why somebody may or may not do something, and what they see. */
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
    @Arg('customerId', () => ID, { nullable: true, description: CUSTOMER_ID })
    customerId: string | null,
    @Arg('customerNumber', () => String, { nullable: true, description: CUSTOMER_NUMBER })
    customerNumber: string | null,
    @FromContext() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AccessExplanation> {
    const declared = declaredAt(info.schema, coordinate);
    if (!declared) throw failure('BAD_USER_INPUT', `There is no ${coordinate.slice(0, 80)} in the API.`);
    const subject = subjectOf(ctx, userId, customerId, customerNumber);
    return await explainAccess(ctx, { ...subject, dataClass: declared.dataClass, capability });
  }

  @Query(() => AccessOverview, {
    description:
      'What this person sees of this customer and may do with it, class by class. Needs POLICY_READ; nothing of the customer is told.',
  })
  async accessOverview(
    @Arg('userId', () => ID, { description: 'Who.' }) userId: string,
    @Arg('customerId', () => ID, { nullable: true, description: CUSTOMER_ID }) customerId: string | null,
    @Arg('customerNumber', () => String, { nullable: true, description: CUSTOMER_NUMBER })
    customerNumber: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<AccessOverview> {
    return await accessOverview(ctx, subjectOf(ctx, userId, customerId, customerNumber));
  }
}

function subjectOf(ctx: Ctx, userId: string, customerId?: string | null, number?: string | null): AccessSubject {
  const user = ctx.publicIds.decode('usr', userId);
  const customer = customerId == null ? undefined : ctx.publicIds.decode('cus', customerId);
  if (user === undefined || (customerId != null && customer === undefined))
    throw failure('NOT_FOUND', 'There is no such user or customer.');
  return { userId: user, customerId: customer, customerNumber: number?.trim() || undefined };
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
