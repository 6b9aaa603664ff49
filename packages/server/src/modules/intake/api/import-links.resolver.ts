import { Ctx as FromContext, Resolver, Root } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { ReadableResolver } from '../../../platform/graphql/exposure.ts';
import { TimelineEntry } from '../../activity/index.ts';
import { SourceRecord } from '../../customer/index.ts';
import { importLoader } from './import.loader.ts';
import { Import } from './import.type.ts';

const OPTIONS = { nullable: true } as const;

/** The import behind a source record. */
@Resolver(() => SourceRecord)
export class SourceRecordImportResolver {
  @ReadableResolver(() => Import, 'INTERNAL', 'The import that brought it; null without IMPORT_RUN.', OPTIONS)
  async import(@Root() record: SourceRecord, @FromContext() ctx: Ctx): Promise<Import | null> {
    const key = record.importId === null ? undefined : ctx.publicIds.decode('imp', record.importId);
    return await visible(ctx, key);
  }
}

/** The import that an entry of the timeline tells of. */
@Resolver(() => TimelineEntry)
export class TimelineImportResolver {
  @ReadableResolver(() => Import, 'INTERNAL', 'The import it tells of; null without IMPORT_RUN.', OPTIONS)
  async import(@Root() entry: TimelineEntry, @FromContext() ctx: Ctx): Promise<Import | null> {
    return await visible(ctx, entry.importKey ?? undefined);
  }
}

async function visible(ctx: Ctx, key: number | undefined): Promise<Import | null> {
  if (key === undefined || !ctx.actor.permissions.has('IMPORT_RUN')) return null;
  return await ctx.once(importLoader).load(key);
}
