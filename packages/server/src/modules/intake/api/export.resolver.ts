import { Arg, Ctx as FromContext, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { failure } from '../../../platform/graphql/failure.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { createExport } from '../export/create-export.ts';
import { findExport, listExports } from '../export/export.repository.ts';
import { Export, ExportCreateInput, ExportPayload, toExportType } from './export.type.ts';
import { followObject } from './follow-object.ts';

const MOST = 100;

/** Exports, each seen by its maker alone. */
@Resolver()
export class ExportResolver {
  @Query(() => [Export], { description: 'Your exports, newest first. Needs CUSTOMER_EXPORT.' })
  async exports(
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, up to 100.' }) first: number,
    @FromContext() ctx: Ctx,
  ): Promise<Export[]> {
    if (first < 1 || first > MOST) throw failure('BAD_USER_INPUT', `first must be between 1 and ${MOST}`);
    return (await listExports(ctx, first)).map(toExportType);
  }

  @Query(() => Export, {
    name: 'export',
    nullable: true,
    description: 'One of your exports; null when there is none with this id. Needs CUSTOMER_EXPORT.',
  })
  async export(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<Export | null> {
    return await load(ctx, id);
  }

  @Mutation(() => ExportPayload, { description: 'Asks for a file of the selected customers. Needs CUSTOMER_EXPORT.' })
  async exportCreate(
    @Arg('input', () => ExportCreateInput) input: ExportCreateInput,
    @FromContext() ctx: Ctx,
  ): Promise<ExportPayload> {
    return await answer(ctx, async () => {
      const record = await findExport(ctx, ctx.db.read, await createExport(ctx, input));
      return { export: record ? toExportType(record) : null };
    });
  }

  @Subscription(() => Export, {
    description: 'An export as it is now, and again whenever it goes on. Needs CUSTOMER_EXPORT.',
    subscribe: ({ args, context }) => {
      const ctx = context as Ctx;
      const id = String(args['id']);
      return followObject(ctx, ctx.publicIds.decode('exp', id), ['export.changed'], async () => await load(ctx, id));
    },
  })
  exportChanged(@Root() changed: Export, @Arg('id', () => ID) _id: string): Export {
    return changed;
  }
}

async function load(ctx: Ctx, id: string): Promise<Export | null> {
  const key = ctx.publicIds.decode('exp', id);
  const record = key === undefined ? undefined : await findExport(ctx, ctx.db.read, key);
  return record ? toExportType(record) : null;
}
