import { Arg, Ctx as FromContext, ID, Mutation, Query, Resolver } from 'type-graphql';
import { DonePayload } from '../../access/index.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { deleteTemplate, renameTemplate, saveTemplate } from '../mapping/save-template.ts';
import { findTemplate, listTemplates } from '../mapping/template.repository.ts';
import { ImportTemplate, ImportTemplatePayload, toTemplateType } from './template.type.ts';

/** Saved mappings. */
@Resolver()
export class TemplateResolver {
  @Query(() => [ImportTemplate], { description: 'Saved mappings, latest first. Needs IMPORT_RUN.' })
  async importTemplates(
    @Arg('sourceId', () => ID, { nullable: true, description: 'Only those of this source.' }) sourceId: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<ImportTemplate[]> {
    const source = sourceId === null || sourceId === undefined ? undefined : ctx.publicIds.decode('src', sourceId);
    if (sourceId && source === undefined) return [];
    return (await listTemplates(ctx.db.read, source)).map((template) => toTemplateType(template, ctx));
  }

  @Mutation(() => ImportTemplatePayload, {
    description:
      'Keeps the mapping of an import under a name; the same name of the same source is written over. Needs IMPORT_RUN.',
  })
  async importTemplateSave(
    @Arg('importId', () => ID) importId: string,
    @Arg('name', () => String, { description: 'At most 100 characters.' }) name: string,
    @FromContext() ctx: Ctx,
  ): Promise<ImportTemplatePayload> {
    return await changed(ctx, async () => {
      const key = ctx.publicIds.decode('imp', importId) ?? refuse('NOT_FOUND', ['importId']);
      return await saveTemplate(ctx, key, name);
    });
  }

  @Mutation(() => ImportTemplatePayload, { description: 'Gives a template another name. Needs IMPORT_RUN.' })
  async importTemplateRename(
    @Arg('id', () => ID) id: string,
    @Arg('name', () => String, { description: 'At most 100 characters.' }) name: string,
    @FromContext() ctx: Ctx,
  ): Promise<ImportTemplatePayload> {
    return await changed(ctx, async () => {
      const key = ctx.publicIds.decode('tpl', id) ?? refuse('NOT_FOUND', ['id']);
      await renameTemplate(ctx, key, name);
      return key;
    });
  }

  @Mutation(() => DonePayload, {
    description: 'Removes a template; imports made with it keep their mapping. Needs IMPORT_RUN.',
  })
  async importTemplateDelete(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<DonePayload> {
    const payload = await answer(ctx, async () => {
      await deleteTemplate(ctx, ctx.publicIds.decode('tpl', id) ?? refuse('NOT_FOUND', ['id']));
      return { done: true };
    });
    return { ...payload, done: payload.userErrors.length === 0 };
  }
}

async function changed(ctx: Ctx, work: () => Promise<number>): Promise<ImportTemplatePayload> {
  return await answer(ctx, async () => {
    const template = await findTemplate(ctx.db.read, await work());
    return { template: template ? toTemplateType(template, ctx) : null };
  });
}
