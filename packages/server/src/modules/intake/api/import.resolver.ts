import { Arg, Ctx as FromContext, ID, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { ReadableResolver } from '../../../platform/graphql/exposure.ts';
import { Customer } from '../../customer/index.ts';
import { keptByOthers } from '../undo/kept-by-others.ts';
import type { ImportState } from '../run/import-state.ts';
import { findImport } from '../run/import.repository.ts';
import { followObject } from './follow-object.ts';
import { ImportSetupInput } from './import.input.ts';
import { Import, ImportConnection, RejectedRowConnection, toImportType } from './import.type.ts';
import { ImportPreview, ImportSampleType } from './import-preview.type.ts';
import { ImportStateEnum } from './intake-enums.ts';
import { listImports, listRejectedRows } from './list-imports.ts';
import { previewImport } from './preview-import.ts';
import { readSamples } from './read-samples.ts';

/** Imports, to be looked at. */
@Resolver(() => Import)
export class ImportResolver {
  @Query(() => Import, {
    name: 'import',
    nullable: true,
    description: 'One import; null when there is none with this id. Needs IMPORT_RUN.',
  })
  async import(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<Import | null> {
    return await load(ctx, id);
  }

  @Query(() => ImportConnection, { description: 'Imports, newest first. Needs IMPORT_RUN.' })
  async imports(
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, up to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Go on after this cursor.' }) after: string | null,
    @Arg('state', () => [ImportStateEnum], { nullable: true, description: 'Only imports in one of these states.' })
    states: ImportState[] | null,
    @FromContext() ctx: Ctx,
  ): Promise<object> {
    return await listImports(ctx, { first, after, states });
  }

  @ReadableResolver(() => [ImportSampleType], 'INTERNAL', 'Examples of what the last dry run found.')
  async dryRunSamples(@Root() { record }: Import, @FromContext() ctx: Ctx): Promise<ImportSampleType[]> {
    return await readSamples(ctx, record);
  }

  @ReadableResolver(
    () => ImportPreview,
    'INTERNAL',
    'The first rows, raw and standardised, and what would become of them.',
  )
  async preview(
    @Root() { record }: Import,
    @Arg('setup', () => ImportSetupInput, { nullable: true, description: 'Decisions to try without keeping them.' })
    setup: ImportSetupInput | null,
    @Arg('rows', () => Int, { defaultValue: 20, description: 'How many rows, up to 100.' }) rows: number,
    @FromContext() ctx: Ctx,
  ): Promise<ImportPreview> {
    return await previewImport(ctx, record, setup ?? {}, rows);
  }

  @ReadableResolver(() => RejectedRowConnection, 'INTERNAL', 'Rows that were not taken over, in the order of the file.')
  async rejectedRows(
    @Root() { record }: Import,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many at most, up to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Go on after this cursor.' }) after: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<RejectedRowConnection> {
    return await listRejectedRows(ctx, record.id, { first, after });
  }

  @ReadableResolver(
    () => [Customer],
    'INTERNAL',
    'After an undo: customers that stay because other imports, sources or purchases tell of them too.',
  )
  async keptByOthers(
    @Root() { record }: Import,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many at most, up to 1000.' }) first: number,
    @FromContext() ctx: Ctx,
  ): Promise<Customer[]> {
    return await keptByOthers(ctx, record, first);
  }

  @Subscription(() => Import, {
    description: 'An import as it is now, and again whenever it goes on, at most every half second. Needs IMPORT_RUN.',
    subscribe: ({ args, context }) => {
      const ctx = context as Ctx;
      const id = String(args['id']);
      return followObject(ctx, ctx.publicIds.decode('imp', id), ['import.changed'], async () => await load(ctx, id));
    },
  })
  importChanged(@Root() changed: Import, @Arg('id', () => ID) _id: string): Import {
    return changed;
  }
}

async function load(ctx: Ctx, id: string): Promise<Import | null> {
  const key = ctx.publicIds.decode('imp', id);
  const record = key === undefined ? undefined : await findImport(ctx.db.read, key);
  return record ? toImportType(record) : null;
}
