import { Arg, Ctx as FromContext, ID, Mutation, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import {
  cancelImport,
  dryRunImport,
  pauseImport,
  resumeImport,
  startImport,
  turnImport,
} from '../run/control-import.ts';
import { createImport, setupImport } from '../run/create-import.ts';
import { discardImport } from '../run/discard-import.ts';
import { findImport } from '../run/import.repository.ts';
import { ImportCreateInput, ImportSetupInput, open, toSetupInput } from './import.input.ts';
import { ImportPayload, toImportType } from './import.type.ts';

/** Imports, to be made and controlled. */
@Resolver()
export class ImportMutationResolver {
  @Mutation(() => ImportPayload, {
    description:
      'Drafts an import of a file, with everything suggested that the file tells. Refuses a file whose bytes were imported into the source before, unless `again`. Needs IMPORT_RUN.',
  })
  async importCreate(
    @Arg('input', () => ImportCreateInput) input: ImportCreateInput,
    @FromContext() ctx: Ctx,
  ): Promise<ImportPayload> {
    return await changed(ctx, async () => {
      const sourceId = input.sourceId ?? input.setup?.sourceId;
      return await createImport(ctx, {
        fileId: open(ctx, 'fil', input.fileId, 'fileId'),
        kind: input.kind,
        sourceId: sourceId ? open(ctx, 'src', sourceId, 'sourceId') : null,
        sourceCode: input.sourceCode ?? input.setup?.sourceCode,
        again: input.again,
        setup: toSetupInput(ctx, input.setup ?? {}, input.templateId),
      });
    });
  }

  @Mutation(() => ImportPayload, { description: 'Changes how a draft is read and mapped. Needs IMPORT_RUN.' })
  async importSetup(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: 'The version that the change was made on.' }) version: string,
    @Arg('setup', () => ImportSetupInput) setup: ImportSetupInput,
    @FromContext() ctx: Ctx,
  ): Promise<ImportPayload> {
    return await changed(ctx, async () => {
      const key = keyOf(ctx, id);
      const known = ctx.publicIds.versionOf(key, version) ?? refuse('STALE', ['version']);
      const source = setup.sourceId ? { sourceId: open(ctx, 'src', setup.sourceId, 'sourceId') } : {};
      const code = setup.sourceCode ? { sourceCode: setup.sourceCode } : {};
      await setupImport(ctx, key, known, { ...toSetupInput(ctx, setup), ...source, ...code });
      return key;
    });
  }

  @Mutation(() => ImportPayload, {
    description: 'Counts exactly what an import would do; writes nothing. Needs IMPORT_RUN.',
  })
  async importDryRun(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<ImportPayload> {
    return await done(ctx, id, dryRunImport);
  }

  @Mutation(() => ImportPayload, { description: 'Starts an import. Needs IMPORT_RUN.' })
  async importStart(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<ImportPayload> {
    return await done(ctx, id, startImport);
  }

  @Mutation(() => ImportPayload, { description: 'Stops an import for a while. Needs IMPORT_RUN.' })
  async importPause(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<ImportPayload> {
    return await done(ctx, id, pauseImport);
  }

  @Mutation(() => ImportPayload, {
    description: 'Lets a paused or failed import go on from where it stands. Needs IMPORT_RUN.',
  })
  async importResume(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<ImportPayload> {
    return await done(ctx, id, resumeImport);
  }

  @Mutation(() => ImportPayload, {
    description: 'Ends an import where it is; what it took over stays until it is undone. Needs IMPORT_RUN.',
  })
  async importCancel(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<ImportPayload> {
    return await done(ctx, id, cancelImport);
  }

  @Mutation(() => ImportPayload, {
    description:
      'Removes an import that was never started, and its file unless another import is of the same upload. The payload has no import then. Needs IMPORT_RUN.',
  })
  async importDiscard(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<ImportPayload> {
    return await done(ctx, id, discardImport);
  }

  @Mutation(() => ImportPayload, {
    description: 'Takes a whole import back, whatever came after it. Needs IMPORT_RUN.',
  })
  async importUndo(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<ImportPayload> {
    return await done(ctx, id, async (_, key) => await turnImport(ctx, key, 'undo'));
  }

  @Mutation(() => ImportPayload, { description: 'Gives back an import that was undone. Needs IMPORT_RUN.' })
  async importRedo(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<ImportPayload> {
    return await done(ctx, id, async (_, key) => await turnImport(ctx, key, 'redo'));
  }

  @Mutation(() => ImportPayload, {
    description: 'Erases for good what an undone import had said, and its file. Needs IMPORT_PURGE.',
  })
  async importPurge(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<ImportPayload> {
    return await done(ctx, id, async (_, key) => await turnImport(ctx, key, 'purge'));
  }
}

function keyOf(ctx: Ctx, id: string): number {
  return ctx.publicIds.decode('imp', id) ?? refuse('NOT_FOUND', ['id']);
}

async function done(ctx: Ctx, id: string, work: (ctx: Ctx, key: number) => Promise<void>): Promise<ImportPayload> {
  return await changed(ctx, async () => {
    const key = keyOf(ctx, id);
    await work(ctx, key);
    return key;
  });
}

async function changed(ctx: Ctx, work: () => Promise<number>): Promise<ImportPayload> {
  return await answer(ctx, async () => {
    const record = await findImport(ctx.db.read, await work());
    return { import: record ? toImportType(record) : null };
  });
}
