import { Arg, Ctx as FromContext, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../platform/context/context.ts';
import { type Page, pageRequest, toPage } from '../../platform/graphql/connection.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { answer } from '../../platform/graphql/user-error.type.ts';
import { type Erasure, ErasureConnection, ErasurePayload, ErasureRequestInput, toErasures } from './erasure.type.ts';
import { findErasure, listErasures } from './erasures.ts';
import { cancelErasure, requestErasure } from './request-erasure.ts';

const NOBODY = -1;

/** Erasing customers. */
@Resolver()
export class ErasureResolver {
  @Query(() => ErasureConnection, {
    description:
      'Requests to erase customers, the latest first, with the receipts of those done. Needs CUSTOMER_ERASE.',
  })
  async erasures(
    @Arg('customerId', () => ID, { nullable: true, description: 'Only those of this customer.' })
    customerId: string | null,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, up to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<Erasure>> {
    const key = customerId == null ? undefined : (ctx.publicIds.decode('cus', customerId) ?? NOBODY);
    const page = pageRequest(ctx, `erasures:${key ?? ''}`, { first, after });
    const shown = toErasures(ctx, await listErasures(ctx, page, key));
    return toPage(ctx, page, shown, ({ id }) => [ctx.publicIds.decode('ers', id) ?? 0]);
  }

  @Mutation(() => ErasurePayload, {
    description:
      'Asks for a customer to be erased. When somebody else has approved, it is carried out within the hour after a cooling-off of 24 hours, and cannot be reversed then. Needs CUSTOMER_ERASE and a fresh proof of who you are.',
  })
  async customerErasureRequest(
    @Arg('input', () => ErasureRequestInput) input: ErasureRequestInput,
    @FromContext() ctx: Ctx,
  ): Promise<ErasurePayload> {
    return await changed(ctx, async () => {
      const customerId = ctx.publicIds.decode('cus', input.customerId) ?? refuse('NOT_FOUND', ['input', 'customerId']);
      return await requestErasure(ctx, customerId, input.reason);
    });
  }

  @Mutation(() => ErasurePayload, {
    description:
      'Takes a request to erase a customer back while its cooling-off lasts. Needs CUSTOMER_ERASE and a fresh proof of who you are.',
  })
  async customerErasureCancel(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<ErasurePayload> {
    return await changed(ctx, async () => {
      const key = ctx.publicIds.decode('ers', id) ?? refuse('NOT_FOUND', ['id']);
      await cancelErasure(ctx, key);
      return key;
    });
  }
}

async function changed(ctx: Ctx, work: () => Promise<number>): Promise<ErasurePayload> {
  return await answer(ctx, async () => {
    const record = await findErasure(ctx.db.read, await work());
    const [erasure] = record ? toErasures(ctx, [record]) : [];
    return { erasure: erasure ?? null };
  });
}
