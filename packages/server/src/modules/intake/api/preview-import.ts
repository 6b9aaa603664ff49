import type { Ctx } from '../../../platform/context/context.ts';
import { sealedBytes } from '../../../platform/crypto/sealed-file/sealed-bytes.ts';
import { failure } from '../../../platform/graphql/failure.ts';
import { Refused } from '../../../platform/graphql/refused.ts';
import { toUserError } from '../../../platform/graphql/user-error.type.ts';
import { findFile, sealedFileOf } from '../files/uploaded-file.repository.ts';
import { readRows, type RowBatch } from '../reading/index.ts';
import { batchBuilder, type BuiltBatch } from '../rows/build-batch.ts';
import { cellPreviewer, type PreviewedCell } from '../rows/preview-cell.ts';
import type { FileRow, RowPlan } from '../rows/plan.ts';
import { kindOfRow } from '../rows/read-names.ts';
import { columnsOf } from '../rows/plan.ts';
import { problemsOf } from '../run/check-import.ts';
import { composeSetup } from '../run/compose-setup.ts';
import type { ImportRecord } from '../run/import.repository.ts';
import { planImport } from '../run/plan-import.ts';
import { rowMessage } from '../run/row-message.ts';
import { foresee, type Foreseen } from './foresee-outcomes.ts';
import { type ImportSetupInput, open, toSetupInput } from './import.input.ts';
import type { CellPreview, ImportPreview, MappedRowPreview } from './import-preview.type.ts';
import { toMapping } from './template.type.ts';

const MOST_ROWS = 100;

/** The first rows of an import under decisions to try, raw and standardised, and what would become of them. */
export async function previewImport(
  ctx: Ctx,
  record: ImportRecord,
  input: ImportSetupInput,
  rows: number,
): Promise<ImportPreview> {
  if (rows < 1 || rows > MOST_ROWS) throw failure('BAD_USER_INPUT', `rows must be between 1 and ${MOST_ROWS}`);
  try {
    return await preview(ctx, record, input, rows);
  } catch (error) {
    // Decisions that cannot be tried are problems of the preview, not failures.
    if (!(error instanceof Refused)) throw error;
    return { mapping: [], rows: [], problems: error.refusals.map((refusal) => toUserError(ctx, refusal)) };
  }
}

async function preview(ctx: Ctx, record: ImportRecord, input: ImportSetupInput, count: number): Promise<ImportPreview> {
  const sourceId = input.sourceId ? open(ctx, 'src', input.sourceId, 'sourceId') : record.sourceId;
  const file = await findFile(ctx.db.read, record.fileId);
  if (file?.state === 'PURGED') return { mapping: toMapping(record.setup.mapping, ctx.locale), rows: [], problems: [] };
  const isTried = Object.values(input).some((value) => value !== undefined && value !== null);
  const composed = isTried
    ? await composeSetup(ctx, record.fileId, sourceId, toSetupInput(ctx, input), record)
    : record;
  const tried: ImportRecord = { ...record, ...composed, sourceId };
  const plan = await planImport(ctx, tried, ctx.now());
  const batch = await firstRows(ctx, tried, count);
  const built = batchBuilder(plan)(batch);
  const foreseen = await foresee(ctx, tried, plan.currency, built);
  const problems = file ? await problemsOf(ctx, tried, file) : [];
  return {
    mapping: toMapping(tried.setup.mapping, ctx.locale),
    rows: showRows(ctx, plan, batch, built, foreseen),
    problems: problems.map((refusal) => toUserError(ctx, refusal)),
  };
}

async function firstRows(ctx: Ctx, record: ImportRecord, count: number): Promise<RowBatch> {
  const nothing: RowBatch = {
    rows: [],
    rejected: [],
    blank: 0,
    read: 0,
    resume: { offset: 0, line: 1, skip: 0 },
    notes: [],
  };
  const bytes = sealedBytes(await sealedFileOf(ctx, record.fileId));
  for await (const batch of readRows(bytes, record.setup.read)) {
    return { ...batch, rows: batch.rows.slice(0, count), rejected: batch.rejected.slice(0, count) };
  }
  return nothing;
}

function showRows(
  ctx: Ctx,
  plan: RowPlan,
  batch: RowBatch,
  built: BuiltBatch,
  foreseen: ReadonlyMap<number, Foreseen>,
): MappedRowPreview[] {
  const columns = columnsOf(plan.mapping);
  const previewers = plan.mapping.map((entry) => cellPreviewer(plan, entry));
  const rejections = new Map(built.rejections.map((rejection) => [rejection.line, rejection]));
  const show = (row: FileRow, isRead: boolean): MappedRowPreview => {
    const fixed =
      plan.rowShape === 'PERSON' ? 'PERSON' : plan.rowShape === 'AUTO' ? kindOfRow(row, columns) : 'ORGANISATION';
    const cells = isRead ? previewers.map((previewer) => toCell(ctx, previewer(row, fixed ?? 'PERSON'))) : [];
    const rejection = rejections.get(row.number);
    const seen = foreseen.get(row.number);
    const code = rejection?.code ?? seen?.code;
    const sentence = code === undefined ? [] : [rowMessage(code, rejection?.params ?? seen?.params ?? {}, ctx.locale)];
    return {
      row: row.number,
      cells,
      outcome: code === undefined ? (seen?.outcome ?? 'created') : 'rejected',
      customerKey: seen?.customerKey ?? null,
      customerNumber: seen?.customerNumber ?? null,
      customerName: seen?.customerName ?? null,
      problems: rejection?.column ? sentence.map((text) => `${rejection.column}: ${text}`) : sentence,
    };
  };
  const unread = batch.rejected.map(({ number, raw }) => show({ number, cells: [raw] }, false));
  return [...batch.rows.map((row) => show(row, true)), ...unread].toSorted((a, b) => a.row - b.row);
}

function toCell(ctx: Ctx, { raw, value, state, problem }: PreviewedCell): CellPreview {
  return { raw, value, state, problem: problem === null ? null : rowMessage(problem, {}, ctx.locale) };
}
