import type { Ctx } from '../../../platform/context/context.ts';
import { Refused, refuse } from '../../../platform/graphql/refused.ts';
import { publish } from '../../../platform/outbox/publish.ts';
import { recordAudit } from '../../audit/index.ts';
import { allSources, ensureSource } from '../../customer/index.ts';
import { findFile } from '../files/uploaded-file.repository.ts';
import type { ImportKind } from '../mapping/target-field.ts';
import { type ComposedSetup, composeSetup, type SetupInput } from './compose-setup.ts';
import { NO_COUNTS } from './import-counts.ts';
import { changeImport, findImport, importsOfSameBytes, type ImportRecord } from './import.repository.ts';
import { ALLOWED } from './import-state.ts';
import { fileMessage } from './row-message.ts';

/** What an import begins with. */
export interface CreateImportInput {
  readonly fileId: number;
  readonly kind?: ImportKind | null;
  readonly sourceId?: number | null;
  /** A source that does not exist yet is made. */
  readonly sourceCode?: string | null;
  /** Import the same bytes into the same source once more. */
  readonly again?: boolean | null;
  readonly setup?: SetupInput | null;
}

const SOURCE_CODE = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,39}$/u;

/**
 * Begins an import of a file as a draft, with everything suggested that the file tells. Refuses a file that cannot be read
 * and, unless `again`, one whose bytes were imported into this source before. Publishes `import.changed`.
 */
export async function createImport(ctx: Ctx, input: CreateImportInput): Promise<number> {
  const file = await findFile(ctx.db.read, input.fileId);
  if (!file) refuse('NOT_FOUND', ['fileId']);
  if (file.state === 'REFUSED' || file.state === 'PURGED')
    refuse('FILE_UNREADABLE', ['fileId'], { reason: fileMessage(file.problem ?? file.state, ctx.locale) });
  const sourceId = await sourceOf(ctx, input);
  if (sourceId !== null && !input.again) {
    const [earlier] = await importsOfSameBytes(ctx.db.read, file.sha256, sourceId);
    if (earlier) refuse('FILE_ALREADY_IMPORTED', ['fileId']);
  }
  const kind = input.setup?.kind ?? input.kind;
  const composed = await composeSetup(ctx, file.id, sourceId, { ...input.setup, ...(kind ? { kind } : {}) });
  await ctx.db.ids.ensure(4);
  return await ctx.db.transaction(async (trx) => {
    const id = ctx.db.ids.take();
    await trx
      .insertInto('import_run')
      .values({
        id,
        file_id: file.id,
        state: 'DRAFT',
        source_id: sourceId,
        ...columnsOfSetup({ ...composed, setup: { ...composed.setup, again: input.again ?? false } }),
        counts: JSON.stringify(NO_COUNTS),
        created_by: ctx.actor.userId,
        created_at: ctx.now(),
        version: 1,
      })
      .execute();
    await publish(trx, ctx, { type: 'import.changed', objectId: id });
    await recordAudit(trx, ctx, { action: 'import.created', objectType: 'import', objectId: id });
    return id;
  });
}

/** Changes how a draft is read and mapped. Refuses a stale version, and an import that has begun. */
export async function setupImport(
  ctx: Ctx,
  id: number,
  version: number | undefined,
  input: SetupInput & { readonly sourceId?: number | null; readonly sourceCode?: string | null },
): Promise<void> {
  const record = await findImport(ctx.db.read, id);
  if (!record) refuse('NOT_FOUND', ['id']);
  if (version !== undefined && version !== record.version) refuse('STALE', ['version']);
  const sourceId = (await sourceOf(ctx, input)) ?? record.sourceId;
  const composed = await composeSetup(ctx, record.fileId, sourceId, input, record);
  await ctx.db.transaction(async (trx) => {
    const changed = await changeImport(trx, ctx, id, ALLOWED.setup, {
      state: 'DRAFT',
      source_id: sourceId,
      ...columnsOfSetup(composed),
      // What a dry run found was of another setup.
      dry_run: null,
      dry_run_samples: null,
      problem: null,
    });
    if (!changed) throw new Refused([{ code: 'WRONG_STATE', field: ['id'] }]);
  });
}

function columnsOfSetup(composed: ComposedSetup) {
  return {
    kind: composed.kind,
    row_shape: composed.rowShape,
    mode: composed.mode,
    template_id: composed.templateId,
    setup: JSON.stringify(composed.setup),
  };
}

async function sourceOf(ctx: Ctx, input: Pick<CreateImportInput, 'sourceId' | 'sourceCode'>): Promise<number | null> {
  if (input.sourceId) {
    const known = (await allSources(ctx.db.read)).some(({ id }) => id === input.sourceId);
    return known ? input.sourceId : refuse('NOT_FOUND', ['sourceId']);
  }
  if (!input.sourceCode) return null;
  if (!SOURCE_CODE.test(input.sourceCode)) refuse('INVALID', ['sourceCode']);
  return (await ensureSource(ctx, { code: input.sourceCode, name: input.sourceCode })).id;
}

/** An import as a setup reads it. */
export type { ImportRecord };
