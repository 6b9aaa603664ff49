import { type GraphQLResolveInfo, isObjectType } from 'graphql';
import { Arg, Ctx as FromContext, ID, Info, Mutation, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { exposureOf } from '../../../platform/graphql/exposure.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { fieldsIn } from '../../../platform/graphql/selections.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { noteReveal } from '../scope/reveal-customer.ts';
import { readRevealed } from './read-revealed.ts';
import { CustomerRevealPayload } from './reveal.type.ts';

/** Seeing masked and hidden values of one customer in full. */
@Resolver()
export class RevealResolver {
  @Mutation(() => CustomerRevealPayload, {
    description:
      'Shows values of one customer that are masked or hidden otherwise. What is asked for, and the reason, are written to the audit log before anything is shown.',
  })
  async customerReveal(
    @Arg('id', () => ID, { description: 'The customer’s id.' }) id: string,
    @Arg('reason', () => String, { description: 'Why, in a few words: 5 to 300 characters.' }) reason: string,
    @FromContext() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CustomerRevealPayload> {
    return await answer(ctx, async () => {
      const key = ctx.publicIds.decode('cus', id) ?? refuse('NOT_FOUND', ['id']);
      const asked = revealedFields(info);
      if (asked.length === 0) return { revealed: null };
      await noteReveal(
        ctx,
        key,
        asked.map(({ name }) => name),
        [...new Set(asked.map(({ dataClass }) => dataClass))],
        reason,
      );
      return { revealed: await readRevealed(ctx, key) };
    });
  }
}

/** The fields of the revealed customer that the document asks for, whatever their conditions, with their classes. */
function revealedFields(info: GraphQLResolveInfo) {
  const type = info.schema.getType('RevealedCustomer');
  const known = isObjectType(type) ? type.getFields() : {};
  const asked = info.fieldNodes
    .flatMap(({ selectionSet }) => fieldsIn(info, selectionSet))
    .filter(({ name }) => name.value === 'revealed')
    .flatMap(({ selectionSet }) => fieldsIn(info, selectionSet));
  const names = [...new Set(asked.map(({ name }) => name.value))];
  return names.flatMap((name) => {
    const exposure = known[name] && exposureOf(known[name]);
    return exposure ? [{ name, dataClass: exposure.dataClass }] : [];
  });
}
